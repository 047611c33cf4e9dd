package dev.neuron.cluster;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.TimedRetry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries operations whose outcome is unknown because a member left or did not acknowledge. Logs
 * one line when operations begin to fail all the same, and one when they succeed again.
 */
final class Retries {

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  /** Longer than it takes to remove a silent member, and to give its partitions to others. */
  static final Duration MAX_TIME = Duration.ofSeconds(10);

  private static final TimedRetry RETRY =
      new TimedRetry(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMillis(25));

  private static final AtomicBoolean RESPONDING = new AtomicBoolean(true);

  private Retries() {}

  /** Runs an action that returns nothing; otherwise as {@link #of}. */
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
   * @throws ModelStoreException if other members do not respond in time
   */
  static <T> T of(Supplier<T> action) {
    try {
      T result = RETRY.invoke(action, deadline(), Retries::isWorthRetrying);
      if (!RESPONDING.get() && RESPONDING.compareAndSet(false, true)) {
        LOG.info("Other replicas respond again");
      }
      return result;
    } catch (HazelcastInstanceNotActiveException | SplitBrainProtectionException e) {
      throw ModelStoreException.unavailable(e);
    } catch (IndeterminateOperationStateException
        | RetryableHazelcastException
        | OperationTimeoutException e) {
      if (RESPONDING.compareAndSet(true, false)) {
        LOG.warn("Other replicas do not respond; requests that need them get 503: {}", message(e));
      }
      throw ModelStoreException.unavailable(e);
    }
  }

  /** The last attempt begins so early that no pause before it ends later than {@link #MAX_TIME}. */
  private static long deadline() {
    return System.nanoTime() + MAX_TIME.minus(RETRY.maxPause()).toNanos();
  }

  private static boolean isWorthRetrying(Throwable e) {
    return e instanceof IndeterminateOperationStateException
        || e instanceof RetryableHazelcastException;
  }

  private static String message(RuntimeException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
