package dev.neuron.training.run;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A training that was cancelled and left no model; knows the problem it is answered with. */
final class CancelledException extends ErrorResponseException {

  CancelledException() {
    super(HttpStatus.CONFLICT);
    setType(URI.create("/problems/training-cancelled"));
    setDetail("The training was cancelled before it had begun.");
  }
}
