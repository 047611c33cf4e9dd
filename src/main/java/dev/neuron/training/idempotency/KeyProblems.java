package dev.neuron.training.idempotency;

import dev.neuron.problem.ProblemException;
import dev.neuron.problem.ProblemType;
import java.time.Duration;

/** The problems of an {@code Idempotency-Key} that cannot be used for a request. */
final class KeyProblems {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private KeyProblems() {}

  /** Returns the problem of an invalid key, or of a kind of request that takes none. */
  static ProblemException invalid(String detail) {
    return new ProblemException(ProblemType.INVALID_REQUEST, detail);
  }

  /** Returns the problem of a key whose first request has no response yet. */
  static ProblemException inUse() {
    return new ProblemException(
            ProblemType.KEY_IN_USE,
            "The first request with this Idempotency-Key is still being answered.")
        .retryAfter(RETRY_AFTER);
  }

  /** Returns the problem of a key whose first request was another one. */
  static ProblemException reused() {
    return new ProblemException(
        ProblemType.KEY_REUSED, "This Idempotency-Key came first with another request.");
  }
}
