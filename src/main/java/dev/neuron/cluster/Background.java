package dev.neuron.cluster;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread for tasks that no client waits for, and that may fail because other members do not
 * respond.
 */
final class Background implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ScheduledExecutorService timer;

  /** A task that is repeated; the log has a line for each change between success and failure. */
  private final class Repeated implements Runnable {

    private final String name;
    private final Duration pause;
    private final Runnable task;
    private boolean failing;

    Repeated(String name, Duration pause, Runnable task) {
      this.name = name;
      this.pause = pause;
      this.task = task;
    }

    /** Does not throw, which would end the repetition. */
    @Override
    public void run() {
      try {
        task.run();
        if (failing) {
          LOG.info("Background task '{}' succeeded again", name);
        }
        failing = false;
      } catch (RuntimeException e) {
        if (!failing && !timer.isShutdown()) {
          LOG.warn(
              "Background task '{}' failed; retrying every {} s: {}",
              name,
              pause.toMillis() / 1000.0,
              e.toString());
          LOG.debug("Background task '{}' failed", name, e);
        }
        failing = true;
      }
    }
  }

  /**
   * Starts the thread.
   *
   * @param name of the thread
   */
  Background(String name) {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
  }

  /** Runs a task once, soon. A failure is logged. */
  void once(String name, Runnable task) {
    timer.execute(() -> attempt(name, task));
  }

  /** Repeats a task, with a pause after each run. */
  void every(Duration pause, String name, Runnable task) {
    Future<?> _ =
        timer.scheduleWithFixedDelay(
            new Repeated(name, pause, task),
            pause.toMillis(),
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Runs a task on this thread. A failure is logged; it is not thrown. */
  static void attempt(String name, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn("Background task '{}' failed: {}", name, e.toString());
      LOG.debug("Background task '{}' failed", name, e);
    }
  }

  /** Ends the thread; waits shortly for a task, which may itself wait for other members. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      var _ = timer.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
