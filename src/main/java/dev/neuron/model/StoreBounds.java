package dev.neuron.model;

import dev.neuron.model.ModelsProperties.WhenFull;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The bounds of a {@link StoreIndex}, kept by evicting or rejecting snapshots. The owner who takes
 * up the most loses the least recently used ones, so one owner's models never push out those of
 * another who has less.
 *
 * @param maxModels the maximum number of models
 * @param maxBytes the maximum of the sum of their estimated sizes
 * @param whenFull what happens to a new model when there is no room
 */
public record StoreBounds(int maxModels, long maxBytes, WhenFull whenFull) {

  public static StoreBounds of(ModelsProperties properties) {
    return new StoreBounds(properties.maxModels(), properties.maxBytes(), properties.whenFull());
  }

  /**
   * Makes room for one more snapshot.
   *
   * @param index modified: loses the evicted snapshots
   * @param owner the owner of the new snapshot, who counts as having it already
   * @param added the estimated size of the new snapshot in bytes
   * @return the evicted snapshots
   * @throws ModelStoreException if there is no room and none may be made
   */
  public List<IndexEntry> makeRoom(StoreIndex index, Owner owner, long added) {
    if (added > maxBytes) {
      throw ModelStoreException.largerThanTheStore();
    }
    List<IndexEntry> evicted = new ArrayList<>();
    while (index.size() >= maxModels) {
      evicted.add(evict(index, owner, OwnerIndex::size, 1));
    }
    while (index.bytes() + added > maxBytes) {
      evicted.add(evict(index, owner, OwnerIndex::bytes, added));
    }
    return evicted;
  }

  private IndexEntry evict(
      StoreIndex index, Owner owner, ToLongFunction<OwnerIndex> size, long added) {
    if (whenFull == WhenFull.REJECT) {
      throw ModelStoreException.full();
    }
    IndexEntry entry =
        index.byOwner().entrySet().stream()
            .max(
                Comparator.comparingLong(
                    owned ->
                        size.applyAsLong(owned.getValue())
                            + (owned.getKey().equals(owner) ? added : 0)))
            .orElseThrow()
            .getValue()
            .leastRecentlyUsed();
    index.evict(entry);
    return entry;
  }
}
