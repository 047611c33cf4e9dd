package dev.neuron.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the models of this member over to the larger part of a cluster that was split, when it
 * joins it. Hazelcast merges maps too, but gives up what it could not send: so a copy of the bytes
 * is kept from before the merge until each model has been seen to be there. Until then nothing is
 * denied (see {@link Certainty}).
 */
final class CarryOver implements LifecycleListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CarryOver.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int BATCH = 100;

  private final Reconciliation models;
  private final Certainty certainty;
  private final String replica;
  private final Background background = new Background("carry-over");
  private final Map<String, byte[]> rest = new ConcurrentHashMap<>();
  private volatile boolean merging;
  private volatile boolean carrying;

  CarryOver(HazelcastInstance member, Reconciliation models, Certainty certainty) {
    this.models = models;
    this.certainty = certainty;
    replica = Departures.replica(member.getCluster().getLocalMember());
    member.getLifecycleService().addLifecycleListener(this);
    background.every(PAUSE, "carry models over", this::carry);
  }

  /**
   * Is called in turn: before this member's maps are emptied, and when it has joined the others.
   */
  @Override
  public void stateChanged(LifecycleEvent event) {
    switch (event.getState()) {
      case MERGING -> {
        certainty.denyNothing();
        Background.attempt("keep models for the merge", () -> rest.putAll(models.localValues()));
        merging = true;
        carrying = true;
        LOG.info("Joining the other replicas again, with {} models", rest.size());
      }
      case MERGED, MERGE_FAILED -> merging = false;
      default -> {
        // neither before nor after a merge
      }
    }
  }

  private void carry() {
    if (!carrying) {
      return;
    }
    certainty.beginCarrying(replica);
    if (merging) {
      return; // the others know; Hazelcast sends most of it
    }
    while (!rest.isEmpty()) {
      Map<String, byte[]> batch = new LinkedHashMap<>();
      rest.entrySet().stream()
          .limit(BATCH)
          .forEach(entry -> batch.put(entry.getKey(), entry.getValue()));
      models.takeOver(batch);
      List.copyOf(batch.keySet()).forEach(rest::remove);
      certainty.beginCarrying(replica);
    }
    certainty.endCarrying(replica);
    carrying = false;
    LOG.info("All models of this replica are with the others");
  }

  @Override
  public void close() {
    background.close();
  }
}
