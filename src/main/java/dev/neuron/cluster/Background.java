package dev.neuron.cluster;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import dev.neuron.model.ModelStoreException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread for what nobody waits for, and what may fail because other members do not answer. */
final class Background implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  private final ScheduledExecutorService timer;

  /**
   * @param name of the thread
   */
  Background(String name) {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
  }

  /** Does a task once, soon. */
  void once(Runnable task) {
    timer.execute(() -> attempt(task));
  }

  /** Does a task again and again, with so much time in between. */
  void every(Duration time, Runnable task) {
    Future<?> _ =
        timer.scheduleWithFixedDelay(
            () -> attempt(task), time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Does a task here; does not throw. */
  static void attempt(Runnable task) {
    try {
      task.run();
    } catch (ModelStoreException | HazelcastInstanceNotActiveException _) {
      // the log says why; the next time may be better
    } catch (RuntimeException e) {
      LOG.warn("It is tried again", e); // thrown on, it would be the last time
    }
  }

  @Override
  public void close() {
    timer.close();
  }
}
