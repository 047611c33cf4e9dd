package dev.neuron.model;

import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a bounded number of snapshots. Each has an owner; owners cannot see each other's snapshots,
 * neither by id or name nor in a list or a count. A name means the newest snapshot with it; if that
 * one is deleted, the one before; if it is evicted, none. Safe for use by any number of threads.
 */
public interface ModelStore {

  /**
   * One page of a list, the newest snapshot first.
   *
   * @param next creation time of the last one listed, to be passed as {@code after}; null on the
   *     last page
   */
  record Page(List<ModelSummary> models, @Nullable Instant next) {

    /** The first snapshots of these as a page; there is one more than its size if pages follow. */
    public static Page of(List<ModelSummary> found, int limit) {
      if (found.size() <= limit) {
        return new Page(found, null);
      }
      List<ModelSummary> page = found.subList(0, limit);
      return new Page(page, page.getLast().createdAt());
    }
  }

  /**
   * Returns if {@link #put} may have room for another snapshot, so that nothing is trained in vain.
   *
   * @throws ModelStoreException if it certainly has none
   */
  void requireRoom();

  /**
   * Adds a snapshot under a new id.
   *
   * @throws ModelStoreException if there is no room and none may be made
   */
  default ModelSnapshot put(ModelSnapshot.Content content) {
    return put(ModelIds.shared().next(), content);
  }

  /**
   * Adds a snapshot, unless there is one with this id already, which is then returned. So a put
   * that failed with an unknown outcome can be repeated under the same id.
   *
   * @param id from {@link ModelIds}
   * @throws ModelStoreException if there is no room and none may be made
   */
  ModelSnapshot put(String id, ModelSnapshot.Content content);

  /**
   * The owner's snapshot with this id, or else the newest with this name. Counts as a use.
   *
   * @throws ModelStoreException if there is none, or if it was evicted
   */
  default ModelSnapshot get(Owner owner, String idOrName) {
    return get(owner, idOrName, _ -> {});
  }

  /**
   * The snapshot of {@link #get(Owner, String)}, for a caller that keeps it as a whole for a while.
   *
   * @param reserve takes memory for it before it is read: that many bytes, estimated
   * @throws ModelStoreException as {@link #get(Owner, String)}
   */
  ModelSnapshot get(Owner owner, String idOrName, LongConsumer reserve);

  /**
   * One version of the snapshot that {@link #get} returns the newest of. Counts as a use.
   *
   * @param createdAt the creation time, which is the version
   * @throws ModelStoreException as {@link #get}, or if there is no such version
   */
  ModelSnapshot get(Owner owner, String idOrName, Instant createdAt);

  /**
   * The versions of the snapshot that {@link #get} returns the newest of, newest first: the owner's
   * one snapshot with this id, or else all with this name. An id counts as used.
   *
   * @param limit the maximum number, at least 1
   * @throws ModelStoreException as {@link #get}
   */
  List<ModelSummary> versions(Owner owner, String idOrName, int limit);

  /**
   * Deletes the owner's snapshot with this id.
   *
   * @throws ModelStoreException if there is none, or if it was evicted
   */
  void delete(Owner owner, String id);

  /**
   * Lists the owner's snapshots. Does not count as a use.
   *
   * @param limit the maximum number, at least 1
   * @param after list only what was created before this; null for the newest
   */
  Page list(Owner owner, int limit, @Nullable Instant after);

  /** The number of the owner's snapshots. */
  int count(Owner owner);

  /** The number of snapshots of all owners. */
  int total();

  /** The maximum number of snapshots of all owners together. */
  int capacity();

  /** The estimated size of all snapshots in bytes. */
  long bytes();

  /** The maximum of {@link #bytes}. */
  long maxBytes();

  /** The ids of snapshots whose contents were found damaged, up to a hundred. */
  default List<String> damaged() {
    return List.of();
  }

  /** The number of snapshots evicted since the store was opened. */
  long evictions();
}
