package dev.neuron.training.job;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A training that is not kept; knows the problem it is answered with. */
final class JobException extends ErrorResponseException {

  private JobException(HttpStatus status, String type, String detail) {
    super(status);
    setType(URI.create("/problems/" + type));
    setDetail(detail);
  }

  /** There is none with this id. */
  static JobException notFound() {
    return new JobException(HttpStatus.NOT_FOUND, "training-not-found", "No training has this id.");
  }

  /** There was one; it has ended and is no longer kept. */
  static JobException expired() {
    return new JobException(
        HttpStatus.GONE, "training-expired", "The training has ended and is no longer kept.");
  }
}
