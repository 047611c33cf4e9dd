package dev.neuron.cluster;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import dev.neuron.model.ModelStoreException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does, in the background, what nobody waits for: tells the index what was used, and looks for
 * snapshots that it does not know. Those it has not known for two looks in a row are no longer on
 * their way.
 */
final class Housekeeping implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private static final Duration TELL_USES = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(20);

  private final ClusterModelStore store;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("housekeeping").factory());
  private Set<String> unknown = Set.of();

  Housekeeping(ClusterModelStore store) {
    this.store = store;
    timer.execute(() -> attempt(store::warmUp));
    every(TELL_USES, store::tellUses);
    every(LOOK, this::look);
  }

  private void every(Duration time, Runnable task) {
    Future<?> _ =
        timer.scheduleWithFixedDelay(
            () -> attempt(task), time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Does something that may fail because the other members do not answer. */
  static void attempt(Runnable task) {
    try {
      task.run();
    } catch (ModelStoreException | HazelcastInstanceNotActiveException _) {
      // the log says why; the next time may be better
    } catch (RuntimeException e) {
      LOG.warn("It is tried again", e); // thrown on, it would be the last time
    }
  }

  /** Looks once. */
  void look() {
    List<String> now = store.unknown();
    List<String> lost = now.stream().filter(unknown::contains).toList();
    if (!lost.isEmpty()) {
      store.adopt(lost);
    }
    unknown = new HashSet<>(now);
  }

  @Override
  public void close() {
    timer.close();
  }
}
