package dev.neuron.cluster;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.neuron.model.IndexEntry;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.OwnedKey;
import dev.neuron.model.Owner;
import dev.neuron.model.StoreBounds;
import dev.neuron.model.StoreIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A step on the index, made on the member that holds it. The same steps in the same order make the
 * same index on every member. Making a step twice, because its first outcome is unknown, has the
 * effect of making it once.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
sealed interface IndexStep {

  /**
   * Makes it.
   *
   * @throws ModelStoreException if it cannot be made
   */
  IndexAnswer on(StoreIndex index);

  /** True if the copies have to make it too: uses that a query notes may get lost. */
  default boolean changes() {
    return true;
  }

  /** A step that changes nothing but, on the member where the index is, the order of use. */
  sealed interface Query extends IndexStep {
    @Override
    default boolean changes() {
      return false;
    }
  }

  /**
   * Adds a snapshot, whose creation time is made later than all before; makes room if it has to.
   *
   * @param used the snapshots that were used before, on the member that adds
   */
  record Put(IndexEntry entry, StoreBounds bounds, List<OwnedKey> used) implements IndexStep {
    @Override
    public IndexAnswer on(StoreIndex index) {
      if (index.has(entry.id())) {
        IndexEntry present = index.find(entry.owner(), entry.id());
        index.noteUse(entry.owner(), entry.id());
        return IndexAnswer.of(present, List.of());
      }
      used.forEach(use -> index.noteUse(use.owner(), use.idOrName()));
      List<IndexEntry> gone = bounds.makeRoom(index, entry.owner(), entry.bytes());
      IndexEntry added = entry.createdAt(index.laterThanAll(entry.createdAt()));
      index.add(added);
      return IndexAnswer.of(added, gone);
    }
  }

  /** Counts uses. */
  record Use(List<OwnedKey> used) implements IndexStep {
    @Override
    public IndexAnswer on(StoreIndex index) {
      used.forEach(use -> index.noteUse(use.owner(), use.idOrName()));
      return IndexAnswer.NOTHING;
    }
  }

  /** Finds the newest with a name or the one with an id, or one version of it. */
  record Get(Owner owner, String idOrName, @Nullable Instant createdAt) implements Query {
    @Override
    public IndexAnswer on(StoreIndex index) {
      index.noteUse(owner, idOrName); // an id, even if it has no such version
      IndexEntry found =
          createdAt == null ? index.find(owner, idOrName) : index.find(owner, idOrName, createdAt);
      index.noteUse(owner, found.id());
      return IndexAnswer.of(List.of(found));
    }
  }

  /** Finds the versions of a name, or of an id, newest first. */
  record Versions(Owner owner, String idOrName, int limit) implements Query {
    @Override
    public IndexAnswer on(StoreIndex index) {
      index.noteUse(owner, idOrName); // an id; names do not count
      return IndexAnswer.of(index.versions(owner, idOrName, limit));
    }
  }

  /** Finds what was created before a time, newest first. */
  record Before(Owner owner, @Nullable Instant time, int limit) implements Query {
    @Override
    public IndexAnswer on(StoreIndex index) {
      return IndexAnswer.of(index.before(owner, time, limit));
    }
  }

  /** Removes snapshots that clients deleted, as far as they are there, and remembers their ids. */
  record Bury(List<String> ids) implements IndexStep {
    @Override
    public IndexAnswer on(StoreIndex index) {
      return IndexAnswer.unknown(ids.stream().map(index::bury).filter(Objects::nonNull).toList());
    }
  }

  /** Removes a snapshot whose bytes are lost, if that is not done. */
  record Remove(Owner owner, String id) implements IndexStep {
    @Override
    public IndexAnswer on(StoreIndex index) {
      if (index.has(id)) {
        index.remove(owner, id);
      }
      return IndexAnswer.NOTHING;
    }
  }

  /** Counts what there is of an owner, or of all of them. */
  record Total(@Nullable Owner owner) implements Query {
    @Override
    public IndexAnswer on(StoreIndex index) {
      return IndexAnswer.total(owner == null ? index.size() : index.size(owner), index.bytes());
    }
  }

  /** Finds which ids it does not know, not even as deleted. */
  record Unknown(List<String> ids) implements Query {
    @Override
    public IndexAnswer on(StoreIndex index) {
      return IndexAnswer.unknown(
          ids.stream().filter(id -> !index.has(id) && !index.removed().wasDeleted(id)).toList());
    }
  }

  /** Finds which ids are remembered as deleted. */
  record Deleted(List<String> ids) implements Query {
    @Override
    public IndexAnswer on(StoreIndex index) {
      return IndexAnswer.unknown(ids.stream().filter(index.removed()::wasDeleted).toList());
    }
  }

  /**
   * Takes in snapshots that are there, though the index has lost them: all at once with the members
   * that had it, or when two clusters became one. Those that had to make room, or were deleted, go.
   * The result has those that were added, no two of an owner with the same creation time.
   */
  record Adopt(List<IndexEntry> entries, StoreBounds bounds) implements IndexStep {
    @Override
    public IndexAnswer on(StoreIndex index) {
      List<IndexEntry> added = new ArrayList<>();
      List<IndexEntry> gone = new ArrayList<>();
      for (IndexEntry entry : entries) {
        if (index.removed().wasEvicted(entry.owner(), entry.id())
            || index.removed().wasDeleted(entry.id())) {
          gone.add(entry);
        } else if (!index.has(entry.id())) {
          gone.addAll(bounds.makeRoom(index, entry.owner(), entry.bytes()));
          IndexEntry adopted = entry.createdAt(index.unlikeAll(entry.owner(), entry.createdAt()));
          index.add(adopted);
          added.add(adopted);
        }
      }
      return new IndexAnswer(null, added, gone, List.of(), 0, 0);
    }
  }
}
