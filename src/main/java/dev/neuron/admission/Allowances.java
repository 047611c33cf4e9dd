package dev.neuron.admission;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.neuron.admission.RefusedException.Cause;
import dev.neuron.problem.ProblemException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * The training quota of each caller: one token bucket each, refilled evenly. A caller with any
 * tokens left may overdraw, and then waits until the debt is paid, so that even the largest
 * training that the service accepts fits every bucket.
 */
@Component
public final class Allowances {

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
  private static final int MAX_CALLERS = 100_000;

  /** The maximum number of tokens in a bucket; with more, its arithmetic would overflow. */
  private static final long MAX_TOKENS = 100_000_000;

  private final long perWindow;
  private final long costPerToken;
  private final RejectionFactory refusals;
  private final LoadingCache<Caller, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MAX_CALLERS)
          .expireAfterAccess(FORGOTTEN_AFTER)
          .build(_ -> bucket());

  Allowances(AdmissionProperties properties, RejectionFactory refusals) {
    perWindow = properties.costPerMinute();
    costPerToken = Math.ceilDiv(Math.max(1, perWindow), MAX_TOKENS);
    this.refusals = refusals;
  }

  /**
   * Charges the cost of a training to its caller's quota.
   *
   * @param cost rows × (features + 1) × epochs
   * @throws RefusedException if the quota is exhausted, with the {@code RateLimit} headers
   */
  public void spend(Caller caller, long cost) {
    if (perWindow == 0) {
      return;
    }
    Bucket bucket = buckets.get(caller);
    EstimationProbe probe = bucket.estimateAbilityToConsume(1);
    if (!probe.canBeConsumed()) {
      throw exhausted(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
    bucket.consumeIgnoringRateLimits(tokens(cost));
  }

  /** Charges a cost that was not known in advance, and never refuses. */
  public void charge(Caller caller, long cost) {
    if (perWindow != 0) {
      buckets.get(caller).consumeIgnoringRateLimits(tokens(cost));
    }
  }

  /** Waits until a caller has some quota left. */
  public void awaitSomethingLeft(Caller caller) throws InterruptedException {
    if (perWindow != 0) {
      buckets.get(caller).asBlocking().consume(1);
    }
  }

  private RefusedException exhausted(Duration wait) {
    RefusedException refused =
        refusals.of(
            Cause.COST,
            "You have asked for as much training as one caller may; the limit is a cost of %d a minute."
                .formatted(perWindow),
            wait);
    refused
        .getHeaders()
        .set(
            "RateLimit-Policy",
            "\"training-cost\";q=%d;w=%d".formatted(perWindow, WINDOW.toSeconds()));
    refused
        .getHeaders()
        .set("RateLimit", "\"training-cost\";r=0;t=%d".formatted(ProblemException.seconds(wait)));
    return refused;
  }

  private long tokens(long cost) {
    return Math.ceilDiv(cost, costPerToken);
  }

  private Bucket bucket() {
    long tokens = tokens(perWindow);
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(tokens).refillGreedy(tokens, WINDOW))
        .build();
  }
}
