package dev.neuron.admission;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The shutdown, from the signal to stop until the server stops. First the service still responds,
 * but accepts no new trainings; Spring has already switched the readiness probe, so that no new
 * requests are routed here. Then running trainings end with their model so far, and queued ones are
 * refused. After that Spring lets the server finish the requests in progress.
 */
@Component
final class Draining implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Draining.class);

  private final TrainingPool pool;
  private final Duration notice;
  private final Duration drain;
  private volatile boolean running;

  Draining(TrainingPool pool, AdmissionProperties properties) {
    this.pool = pool;
    notice = properties.shutdownNotice();
    drain = properties.shutdownDrain();
  }

  @Override
  public void start() {
    pool.open();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    pool.close();
    LOG.info(
        "Service stopping: reports not ready for {}, then gives trainings {} to end",
        notice,
        drain);
    try {
      Thread.sleep(notice);
      pool.stop(drain);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Returns a phase that is stopped before all others, and so before the server. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
