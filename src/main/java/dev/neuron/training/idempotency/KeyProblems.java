package dev.neuron.training.idempotency;

import dev.neuron.problem.ProblemException;
import dev.neuron.problem.ProblemType;
import java.time.Duration;

/** The problems of an {@code Idempotency-Key} that cannot be used for a request. */
final class KeyProblems {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private KeyProblems() {}

  /** Says that the key, or its use with this kind of request, is not valid. */
  static ProblemException invalid(String detail) {
    return new ProblemException(ProblemType.INVALID_REQUEST, detail);
  }

  /** Says that the first request with this key has no response yet. */
  static ProblemException inUse() {
    return new ProblemException(
            ProblemType.KEY_IN_USE,
            "The first request with this Idempotency-Key is still being answered.")
        .retryAfter(RETRY_AFTER);
  }

  /** Says that the first request with this key was another one. */
  static ProblemException reused() {
    return new ProblemException(
        ProblemType.KEY_REUSED, "This Idempotency-Key came first with another request.");
  }
}
