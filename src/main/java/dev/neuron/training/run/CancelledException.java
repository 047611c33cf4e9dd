package dev.neuron.training.run;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A training that was cancelled and left no model; knows the problem it is answered with. */
final class CancelledException extends ErrorResponseException {

  CancelledException() {
    super(HttpStatus.CONFLICT, problem(), null);
  }

  private static ProblemDetail problem() {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.CONFLICT, "The training was cancelled before it had begun.");
    problem.setType(URI.create("/problems/training-cancelled"));
    return problem;
  }
}
