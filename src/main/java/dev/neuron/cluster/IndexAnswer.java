package dev.neuron.cluster;

import dev.neuron.model.IndexEntry;
import dev.neuron.model.ModelStoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a step on the index.
 *
 * @param refusal why the step could not be made; null if it was made
 * @param entries the snapshots that were found or put
 * @param gone the snapshots that were evicted
 * @param unknown the ids that the step was to find
 * @param models the number of snapshots
 * @param bytes their estimated size
 */
record IndexAnswer(
    ModelStoreException.@Nullable Kind refusal,
    List<IndexEntry> entries,
    List<IndexEntry> gone,
    List<String> unknown,
    int models,
    long bytes) {

  static final IndexAnswer NOTHING = of(List.of());

  static IndexAnswer refused(ModelStoreException refusal) {
    return new IndexAnswer(refusal.kind(), List.of(), List.of(), List.of(), 0, 0);
  }

  static IndexAnswer of(List<IndexEntry> entries) {
    return new IndexAnswer(null, entries, List.of(), List.of(), 0, 0);
  }

  static IndexAnswer of(IndexEntry put, List<IndexEntry> gone) {
    return new IndexAnswer(null, List.of(put), gone, List.of(), 0, 0);
  }

  static IndexAnswer total(int models, long bytes) {
    return new IndexAnswer(null, List.of(), List.of(), List.of(), models, bytes);
  }

  static IndexAnswer unknown(List<String> ids) {
    return new IndexAnswer(null, List.of(), List.of(), ids, 0, 0);
  }
}
