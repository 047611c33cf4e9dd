package dev.neuron.cluster;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Works in the background: tells the index which models were used, and looks for snapshots that it
 * does not know. Those it has not known for two looks in a row are no longer on their way.
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
    background.every(TELL_USES, "publish uses", store::tellUses);
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
