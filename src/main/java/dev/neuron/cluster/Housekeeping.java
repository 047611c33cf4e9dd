package dev.neuron.cluster;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Works in the background: notes in the index which models were used, and looks for snapshots that
 * the index does not know. Those that are unknown twice in a row are no longer being put.
 */
final class Housekeeping implements AutoCloseable {

  private static final Duration TELL_USES = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(20);

  private final ClusterModelStore store;
  private final Background background = new Background("housekeeping");
  private Set<String> unknown = Set.of();

  Housekeeping(ClusterModelStore store) {
    this.store = store;
    background.once("warm up", store::warmUp);
    background.every(TELL_USES, "publish uses", store::publishUses);
    background.every(LOOK, "find models that the index lacks", this::look);
  }

  /** Looks once. */
  void look() {
    List<String> now = store.reconciliation().unknown();
    List<String> lost = now.stream().filter(unknown::contains).toList();
    if (!lost.isEmpty()) {
      store.reconciliation().adopt(lost);
    }
    unknown = new HashSet<>(now);
  }

  @Override
  public void close() {
    background.close();
  }
}
