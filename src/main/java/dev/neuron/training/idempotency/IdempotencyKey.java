package dev.neuron.training.idempotency;

import dev.neuron.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;

/** The header {@code Idempotency-Key}, and its refusal where it cannot be used. */
public final class IdempotencyKey {

  static final String HEADER = "Idempotency-Key";

  private IdempotencyKey() {}

  /**
   * Refuses a request that has a key, rather than ignore it.
   *
   * @param why why it cannot be used, and what to do
   * @throws ProblemException if there is a key
   */
  public static void requireNone(HttpServletRequest request, String why) {
    if (request.getHeader(HEADER) != null) {
      throw KeyProblems.invalid(why);
    }
  }
}
