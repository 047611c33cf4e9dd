package dev.neuron.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of snapshots that a {@link StoreIndex} no longer has, up to a number of each kind: ids
 * and names that were evicted, by owner, and ids that were deleted. Not safe for use by several
 * threads.
 */
public final class RemovedKeys {

  /** The number of deleted ids that are remembered. */
  static final int MAX_DELETED = 10_000;

  private final int maxEvicted;
  private final EvictedKeyCache<OwnedKey> evicted;
  private final EvictedKeyCache<String> deleted = new EvictedKeyCache<>(MAX_DELETED);

  /**
   * Begins without any key.
   *
   * @param maxEvicted the number of evicted ids and names that are remembered
   */
  RemovedKeys(int maxEvicted) {
    this.maxEvicted = maxEvicted;
    evicted = new EvictedKeyCache<>(maxEvicted);
  }

  int maxEvicted() {
    return maxEvicted;
  }

  void addEvicted(OwnedKey key) {
    var _ = evicted.add(key);
  }

  /**
   * Adds the id of a snapshot that a client deleted.
   *
   * @return an older id that is no longer remembered; null if all are
   */
  @Nullable String addDeleted(String id) {
    return deleted.add(id);
  }

  /**
   * Forgets the keys of a snapshot that is added; from now on its name is missing only if it is
   * deleted.
   */
  void forget(IndexEntry added) {
    deleted.remove(added.id());
    if (added.name() != null) {
      evicted.remove(new OwnedKey(added.owner(), added.name()));
    }
  }

  /** True if an id or a name of an owner is remembered as evicted. */
  public boolean wasEvicted(Owner owner, String idOrName) {
    return evicted.contains(new OwnedKey(owner, idOrName));
  }

  /** True if an id is remembered as deleted. */
  public boolean wasDeleted(String id) {
    return deleted.contains(id);
  }

  /** The evicted keys, the oldest first. */
  List<OwnedKey> evicted() {
    return evicted.all();
  }

  /** The deleted ids, the oldest first. */
  List<String> deleted() {
    return deleted.all();
  }

  /** The reason why an index has no snapshot with this key. */
  ModelStoreException missing(Owner owner, String idOrName) {
    return wasEvicted(owner, idOrName)
        ? ModelStoreException.evicted()
        : ModelStoreException.notFound();
  }
}
