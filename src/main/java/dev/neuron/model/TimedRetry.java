package dev.neuron.model;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Retries actions for a limited time, with pauses that double. The limit goes by {@link
 * System#nanoTime}: a {@link RetryPolicy}'s own timeout goes by the machine's clock, which may be
 * set while the service runs.
 *
 * @param firstPause the pause after the first attempt
 * @param maxPause the longest pause
 * @param jitter how much pauses differ at random, so that replicas do not all retry at once
 */
public record TimedRetry(Duration firstPause, Duration maxPause, Duration jitter) {

  /**
   * Returns the result of an action, which may run more than once.
   *
   * @param deadlineNanos when no further attempt is begun; one that has begun may take longer
   * @param isWorthRetrying false for failures that are thrown at once
   * @throws RuntimeException the failure of the last attempt
   */
  public <T> T invoke(
      Supplier<T> action, long deadlineNanos, Predicate<Throwable> isWorthRetrying) {
    RetryPolicy policy =
        RetryPolicy.builder()
            .maxRetries(Long.MAX_VALUE)
            .delay(firstPause)
            .multiplier(2)
            .maxDelay(maxPause)
            .jitter(jitter)
            .predicate(e -> isWorthRetrying.test(e) && System.nanoTime() - deadlineNanos < 0)
            .build();
    return new RetryTemplate(policy).<T>invoke(action);
  }
}
