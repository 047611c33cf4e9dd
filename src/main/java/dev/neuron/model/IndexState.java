package dev.neuron.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a {@link StoreIndex}, to be carried elsewhere.
 *
 * @param entries of each owner in the order of use, without names that no longer lead to them
 * @param evicted the evicted keys that are remembered, the oldest first
 * @param rememberEvicted the number of evicted keys that are remembered
 * @param deleted the deleted ids that are remembered, the oldest first; null in the state of an
 *     older version
 */
public record IndexState(
    List<IndexEntry> entries,
    List<OwnedKey> evicted,
    int rememberEvicted,
    Instant lastCreatedAt,
    @Nullable List<String> deleted) {

  public static IndexState of(StoreIndex index) {
    RemovedKeys removed = index.removed();
    return new IndexState(
        index.byOwner().values().stream().flatMap(owned -> owned.byUse().stream()).toList(),
        removed.evicted(),
        removed.maxEvicted(),
        index.lastCreatedAt(),
        removed.deleted());
  }

  /** Returns a new index with these contents. */
  public StoreIndex restored() {
    StoreIndex index = new StoreIndex(rememberEvicted, lastCreatedAt);
    entries.forEach(index::put);
    evicted.forEach(index.removed()::addEvicted);
    if (deleted != null) {
      deleted.forEach(index.removed()::addDeleted);
    }
    return index;
  }
}
