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
 * How much training each caller may still ask for. A bucket a caller is refilled evenly; a caller
 * who has anything left may spend more than that and then waits until the debt is paid, so that the
 * largest training a service takes fits into every bucket.
 */
@Component
public final class Allowances {

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
  private static final int MAX_CALLERS = 100_000;

  /** So many tokens at the most are in a bucket, or its arithmetic would overflow. */
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
   * Takes the cost of a training from what its caller may spend.
   *
   * @param cost rows × (features + 1) × epochs
   * @throws RefusedException if there is nothing left, with the {@code RateLimit} headers
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

  /** Takes a cost of which it was not known before what it would be, and refuses nothing. */
  public void charge(Caller caller, long cost) {
    if (perWindow != 0) {
      buckets.get(caller).consumeIgnoringRateLimits(tokens(cost));
    }
  }

  /** Waits until a caller has something left. */
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
