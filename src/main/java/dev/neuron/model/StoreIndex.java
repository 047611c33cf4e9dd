package dev.neuron.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The index of a store: which snapshots it keeps, and in which order they were used.
 *
 * <pre>
 * owner ─→ OwnerIndex    id             ─→ entry, the least recently used first
 *                        creation time  ─→ entry
 *                        name           ─→ creation time ─→ entry; the name means the newest
 *          RemovedKeys   owner, id or name that was evicted
 *                        id that was deleted
 * </pre>
 *
 * <p>A {@link StoreBounds} makes room in it. Queries change nothing: a store that serves a snapshot
 * calls {@link #noteUse}. Not safe for use by several threads.
 */
public final class StoreIndex {

  private static final OwnerIndex NONE = new OwnerIndex();

  private final Map<Owner, OwnerIndex> byOwner = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final RemovedKeys removed;
  private long bytes;
  private Instant lastCreatedAt;

  /**
   * Begins empty.
   *
   * @param rememberEvicted the number of evicted ids and names that are remembered
   */
  public StoreIndex(int rememberEvicted) {
    this(rememberEvicted, Instant.EPOCH);
  }

  /** Begins empty, to be filled with the contents of another index. */
  StoreIndex(int rememberEvicted, Instant lastCreatedAt) {
    removed = new RemovedKeys(rememberEvicted);
    this.lastCreatedAt = lastCreatedAt;
  }

  /** A creation time later than all before: this one, if it is. */
  public Instant laterThanAll(Instant time) {
    return time.isAfter(lastCreatedAt) ? time : lastCreatedAt.plus(1, ChronoUnit.MICROS);
  }

  /** A creation time that no snapshot of the owner has: this one, if that is so. */
  public Instant unlikeAll(Owner owner, Instant time) {
    List<IndexEntry> same = before(owner, time.plus(1, ChronoUnit.MICROS), 1);
    boolean taken = !same.isEmpty() && same.getFirst().createdAt().equals(time);
    return taken ? laterThanAll(time) : time;
  }

  /** Adds a snapshot, for which there is room. */
  public void add(IndexEntry entry) {
    put(entry);
    removed.forget(entry);
    if (entry.createdAt().isAfter(lastCreatedAt)) {
      lastCreatedAt = entry.createdAt();
    }
  }

  /** Adds a snapshot without regard to times and removed keys. */
  void put(IndexEntry entry) {
    ids.add(entry.id());
    byOwner.computeIfAbsent(entry.owner(), _ -> new OwnerIndex()).add(entry);
    bytes += entry.bytes();
  }

  /** Evicts a snapshot, and remembers its keys. */
  void evict(IndexEntry entry) {
    String name = owned(entry.owner()).evict(entry);
    countOut(entry);
    removed.addEvicted(new OwnedKey(entry.owner(), entry.id()));
    if (name != null) {
      removed.addEvicted(new OwnedKey(entry.owner(), name));
    }
  }

  /**
   * Removes the owner's snapshot with this id.
   *
   * @throws ModelStoreException as {@link #find}
   */
  public IndexEntry remove(Owner owner, String id) {
    IndexEntry entry = owned(owner).withId(id);
    if (entry == null) {
      throw removed.missing(owner, id);
    }
    remove(entry);
    return entry;
  }

  private void remove(IndexEntry entry) {
    owned(entry.owner()).remove(entry);
    countOut(entry);
  }

  /** The snapshots of an owner, to be read; those of an owner without any stay empty. */
  private OwnerIndex owned(Owner owner) {
    return byOwner.getOrDefault(owner, NONE);
  }

  private void countOut(IndexEntry entry) {
    byOwner.computeIfPresent(entry.owner(), (_, index) -> index.size() == 0 ? null : index);
    ids.remove(entry.id());
    bytes -= entry.bytes();
  }

  /**
   * Removes a snapshot of any owner, if there is one with this id, and remembers the id as deleted.
   *
   * @return an older id that is no longer remembered; null if all are
   */
  public @Nullable String bury(String id) {
    if (has(id)) {
      byOwner.values().stream()
          .map(index -> index.withId(id))
          .filter(Objects::nonNull)
          .findAny()
          .ifPresent(this::remove);
    }
    return removed.addDeleted(id);
  }

  /** Makes the owner's snapshot with this id the most recently used one; ignores other keys. */
  public void noteUse(Owner owner, String id) {
    owned(owner).noteUse(id);
  }

  /**
   * Finds the owner's snapshot with this id, or else the newest with this name.
   *
   * @throws ModelStoreException if there is none, or if it was evicted
   */
  public IndexEntry find(Owner owner, String idOrName) {
    IndexEntry found = owned(owner).newest(idOrName);
    if (found == null) {
      throw removed.missing(owner, idOrName);
    }
    return found;
  }

  /**
   * Finds one version of the snapshot that {@link #find} finds the newest of.
   *
   * @throws ModelStoreException as {@link #find}, or if there is no such version
   */
  public IndexEntry find(Owner owner, String idOrName, Instant createdAt) {
    find(owner, idOrName);
    IndexEntry version = owned(owner).versions(idOrName).get(createdAt);
    if (version == null) {
      throw ModelStoreException.noSuchVersion();
    }
    return version;
  }

  /**
   * Finds the versions of the snapshot that {@link #find} finds the newest of; newest first.
   *
   * @throws ModelStoreException as {@link #find}
   */
  public List<IndexEntry> versions(Owner owner, String idOrName, int limit) {
    find(owner, idOrName);
    return owned(owner).versions(idOrName).descendingMap().values().stream().limit(limit).toList();
  }

  /** Finds an owner's snapshots created before an instant, or the newest; newest first. */
  public List<IndexEntry> before(Owner owner, @Nullable Instant instant, int limit) {
    return owned(owner).before(instant, limit);
  }

  /** True if there is a snapshot with this id, of any owner. */
  public boolean has(String id) {
    return ids.contains(id);
  }

  /** The keys of snapshots that were evicted or deleted, as far as they are remembered. */
  public RemovedKeys removed() {
    return removed;
  }

  /** The snapshots by owner; no owner is without any. */
  Map<Owner, OwnerIndex> byOwner() {
    return byOwner;
  }

  /** The latest creation time of all snapshots that were ever added. */
  Instant lastCreatedAt() {
    return lastCreatedAt;
  }

  /** The number of an owner's snapshots. */
  public int size(Owner owner) {
    return owned(owner).size();
  }

  /** The number of snapshots of all owners. */
  public int size() {
    return ids.size();
  }

  /** The sum of the estimated sizes of all owners' snapshots. */
  public long bytes() {
    return bytes;
  }
}
