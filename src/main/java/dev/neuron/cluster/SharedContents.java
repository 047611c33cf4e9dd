package dev.neuron.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.hazelcast.core.EntryView;
import com.hazelcast.map.IMap;
import dev.neuron.model.CreationTimes;
import dev.neuron.model.DamagedModels;
import dev.neuron.model.IndexEntry;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.SnapshotCache;
import dev.neuron.model.SnapshotCodec;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots by id, as bytes that all members share: eight for the creation time in
 * microseconds, then the {@link SnapshotCodec}'s. What was read is kept as an object too, as long
 * as the bytes are there. No bytes at all are the tombstone of a snapshot that was deleted.
 */
final class SharedContents {

  private static final byte[] TOMBSTONE = {};

  private final IMap<String, byte[]> bytes;
  private final Cache<String, ModelSnapshot> read;
  private final DamagedModels damaged = new DamagedModels();

  /**
   * Reads and writes a map.
   *
   * @param cacheBytes how much memory the objects may take, estimated
   */
  SharedContents(IMap<String, byte[]> bytes, long cacheBytes) {
    this.bytes = bytes;
    read = SnapshotCache.ofBytes(cacheBytes);
  }

  /** Puts a snapshot; returns when the copies are made. */
  void put(ModelSnapshot snapshot) {
    byte[] content = SnapshotCodec.encode(snapshot.content());
    byte[] value =
        ByteBuffer.allocate(Long.BYTES + content.length)
            .putLong(CreationTimes.toMicros(snapshot.createdAt()))
            .put(content)
            .array();
    Retries.run(() -> bytes.set(snapshot.id(), value));
    read.put(snapshot.id(), snapshot);
  }

  /** The snapshot with this id if this member has read it; other members may have removed it. */
  @Nullable ModelSnapshot known(String id) {
    return read.getIfPresent(id);
  }

  /** The snapshot with this id, of any owner. */
  @Nullable ModelSnapshot get(String id) {
    byte[] value = Retries.of(() -> bytes.get(id));
    if (value == null || value.length == 0) {
      read.invalidate(id);
      return null;
    }
    return read.get(id, _ -> decoded(id, value));
  }

  /** The snapshot with this id; empty if there is none, or if its bytes are damaged. */
  Optional<ModelSnapshot> readable(String id) {
    try {
      return Optional.ofNullable(get(id));
    } catch (ModelStoreException e) {
      if (e.kind() == ModelStoreException.Kind.DAMAGED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private ModelSnapshot decoded(String id, byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value);
    long createdAt = buffer.getLong();
    byte[] content = new byte[buffer.remaining()];
    buffer.get(content);
    return new ModelSnapshot(id, CreationTimes.ofMicros(createdAt), damaged.decoded(id, content));
  }

  /** The snapshot with this id, never from this member's own copy, which may just be replaced. */
  @Nullable ModelSnapshot getFromPrimary(String id) {
    EntryView<String, byte[]> view = Retries.of(() -> bytes.getEntryView(id));
    return view == null || view.getValue().length == 0 ? null : decoded(id, view.getValue());
  }

  /**
   * Puts a tombstone in the place of a snapshot: bytes of it that come from the other side of a
   * split do not replace it.
   */
  void bury(String id) {
    Retries.run(() -> bytes.set(id, TOMBSTONE));
    read.invalidate(id);
    damaged.forget(id);
  }

  /** True if there is a tombstone in the place of a snapshot. */
  boolean isBuried(String id) {
    byte[] value = Retries.of(() -> bytes.get(id));
    return value != null && value.length == 0;
  }

  /** Puts the bytes of a snapshot as another cluster had them, unless there is something. */
  void putIfAbsent(String id, byte[] value) {
    if (!Retries.of(() -> bytes.containsKey(id))) {
      Retries.of(() -> bytes.putIfAbsent(id, value));
    }
  }

  /** The bytes of the snapshots, and the tombstones, that this member owns. */
  Map<String, byte[]> localValues() {
    return bytes.getAll(bytes.localKeySet());
  }

  /** Removes snapshots; returns when the copies are removed. */
  void remove(List<IndexEntry> entries) {
    entries.forEach(entry -> remove(entry.id()));
  }

  /** Removes a snapshot, or its tombstone. */
  void remove(String id) {
    Retries.run(() -> bytes.delete(id));
    read.invalidate(id);
    damaged.forget(id);
  }

  /** The ids of damaged snapshots, see {@link DamagedModels#ids}. */
  List<String> damaged() {
    return damaged.ids();
  }

  /** Puts something and removes it. */
  void warmUp() {
    String key = "warm-up-" + UUID.randomUUID();
    Retries.run(
        () -> {
          bytes.set(key, new byte[Long.BYTES]);
          bytes.delete(key);
        });
  }

  /** The ids of the snapshots that this member owns. */
  Collection<String> local() {
    return bytes.localKeySet();
  }
}
