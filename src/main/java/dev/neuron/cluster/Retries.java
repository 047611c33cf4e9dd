package dev.neuron.cluster;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import dev.neuron.model.ModelStoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Retries operations whose outcome is unknown because a member left or did not acknowledge. Pauses
 * grow and differ, so that replicas do not all retry at once; the log has a line when that begins
 * to fail, and one when it works again.
 */
final class Retries {

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  /** Longer than it takes to remove a member that is silent, and to give its parts to others. */
  static final Duration MAX_TIME = Duration.ofSeconds(10);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration JITTER = Duration.ofMillis(25);

  private static final AtomicBoolean ANSWERING = new AtomicBoolean(true);

  private Retries() {}

  /** Runs an action as {@link #of} does. */
  static void run(Runnable action) {
    var _ =
        of(
            () -> {
              action.run();
              return true;
            });
  }

  /**
   * Returns the result of an action, which may run more than once.
   *
   * @throws ModelStoreException if the cluster does not answer in time
   */
  static <T> T of(Supplier<T> action) {
    try {
      T result = template().invoke(action);
      if (!ANSWERING.get() && ANSWERING.compareAndSet(false, true)) {
        LOG.info("The other replicas answer again");
      }
      return result;
    } catch (HazelcastInstanceNotActiveException | SplitBrainProtectionException e) {
      throw ModelStoreException.unavailable(e);
    } catch (IndeterminateOperationStateException
        | RetryableHazelcastException
        | OperationTimeoutException e) {
      if (ANSWERING.compareAndSet(true, false)) {
        LOG.warn("Other replicas do not answer; requests that need them get 503: {}", message(e));
      }
      throw ModelStoreException.unavailable(e);
    }
  }

  /**
   * Retries until the time is up, not by the machine's clock, which may be set and which a policy's
   * timeout goes by. No pause ends later.
   */
  private static RetryTemplate template() {
    long begun = System.nanoTime();
    long lastPause = MAX_TIME.minus(LONGEST_PAUSE).toNanos();
    return new RetryTemplate(
        RetryPolicy.builder()
            .maxRetries(Long.MAX_VALUE)
            .delay(FIRST_PAUSE)
            .multiplier(2)
            .maxDelay(LONGEST_PAUSE)
            .jitter(JITTER)
            .predicate(e -> isWorthRetrying(e) && System.nanoTime() - begun < lastPause)
            .build());
  }

  private static boolean isWorthRetrying(Throwable e) {
    return e instanceof IndeterminateOperationStateException
        || e instanceof RetryableHazelcastException;
  }

  private static String message(RuntimeException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
