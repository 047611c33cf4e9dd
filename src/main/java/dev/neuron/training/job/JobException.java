package dev.neuron.training.job;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A training that is not kept; knows the problem it is answered with. */
final class JobException extends ErrorResponseException {

  private JobException(HttpStatus status, ProblemDetail problem) {
    super(status, problem, null);
  }

  /** There is none with this id. */
  static JobException notFound() {
    return of(HttpStatus.NOT_FOUND, "training-not-found", "No training has this id.");
  }

  /** There was one; it has ended and is no longer kept. */
  static JobException expired() {
    return of(HttpStatus.GONE, "training-expired", "The training has ended and is no longer kept.");
  }

  private static JobException of(HttpStatus status, String type, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create("/problems/" + type));
    return new JobException(status, problem);
  }
}
