package dev.neuron.training.run;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * Thrown for a training that was cancelled and has no model; carries the problem of the response.
 */
final class CancelledException extends ErrorResponseException {

  CancelledException() {
    super(HttpStatus.CONFLICT);
    setType(URI.create("/problems/training-cancelled"));
    setDetail("The training was cancelled before it had begun.");
  }
}
