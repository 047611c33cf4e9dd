package dev.neuron.admission;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What happens between the signal to stop and the end of the server: for a while the service
 * answers on, takes no new trainings and says by its readiness probe (which Spring has switched by
 * then) that it is not to be asked; then trainings under way end with their model so far, and those
 * that wait are refused. After this Spring lets the server finish what is being answered.
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
    LOG.info("Stopping: not ready for {}, then trainings have {} to end", notice, drain);
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

  /** Stopped before anything else, and so before the server. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
