package dev.neuron.model.jdbc;

import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelStoreException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fails calls at once while what they need is known to be unavailable. Calls would each wait until
 * a limit otherwise, and hold a connection meanwhile. Whether it is available again is found out in
 * the background, not by calls. Logs one line for each change of its state.
 */
final class CircuitBreaker {

  private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);

  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final String subject;
  private final Runnable probe;
  private final ScheduledExecutorService timer;

  private volatile @Nullable Outage outage;
  private long openedNanos;
  private long closedNanos = System.nanoTime();

  /**
   * Begins closed: calls pass.
   *
   * @param subject what calls need, for the log
   * @param probe fails while it is unavailable
   * @param timer shared with others: probes run on threads of their own
   */
  CircuitBreaker(String subject, Runnable probe, ScheduledExecutorService timer) {
    this.subject = subject;
    this.probe = probe;
    this.timer = timer;
  }

  /**
   * Lets a call pass.
   *
   * @throws ModelStoreException if it would fail
   */
  void requireClosed() {
    if (outage != null) {
      throw ModelStoreException.of(Kind.UNAVAILABLE);
    }
  }

  /** The reason why calls fail, if they do. */
  Optional<Outage> outage() {
    return Optional.ofNullable(outage);
  }

  /**
   * Fails all calls until a probe succeeds.
   *
   * @param reason for the log
   * @param beganNanos when the call began that failed: it says nothing of what was found since
   */
  synchronized void open(Outage found, String reason, long beganNanos) {
    if (outage != null || beganNanos - closedNanos < 0) {
      return;
    }
    outage = found;
    openedNanos = System.nanoTime();
    LOG.warn(
        "{} are unavailable, since {}: {}. Requests that need them fail; retrying every second",
        subject,
        found,
        reason);
    probeIn(Duration.ZERO);
  }

  private void probeIn(Duration delay) {
    Future<?> _ =
        timer.schedule(
            () -> Thread.ofVirtual().name("database probe").start(this::probe),
            delay.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void probe() {
    try {
      probe.run();
    } catch (RuntimeException _) {
      if (!timer.isShutdown()) {
        probeIn(PROBE_INTERVAL);
      }
      return;
    }
    close();
  }

  private synchronized void close() {
    closedNanos = System.nanoTime();
    outage = null;
    LOG.info(
        "{} are available again, after {} s",
        subject,
        Math.round((closedNanos - openedNanos) / NANOS_PER_SECOND));
  }
}
