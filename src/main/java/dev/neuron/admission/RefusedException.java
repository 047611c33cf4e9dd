package dev.neuron.admission;

import dev.neuron.problem.ProblemException;
import dev.neuron.problem.ProblemType;
import java.time.Duration;

/** A request that cannot be served now, with its problem and the time to retry. */
public final class RefusedException extends ProblemException {

  /** The cause of a refusal; a value of the metric {@code neuron.rejections}. */
  public enum Cause {
    QUEUE_FULL(ProblemType.SERVICE_BUSY),
    CALLER_SHARE(ProblemType.SHARE_EXHAUSTED),
    COST(ProblemType.SHARE_EXHAUSTED),
    MEMORY(ProblemType.SERVICE_BUSY),
    DEADLINE(ProblemType.SERVICE_BUSY),
    STOPPING(ProblemType.SERVICE_STOPPING);

    private final ProblemType problem;

    Cause(ProblemType problem) {
      this.problem = problem;
    }
  }

  RefusedException(Cause cause, String detail, Duration retryAfter) {
    super(cause.problem, detail);
    retryAfter(retryAfter);
  }
}
