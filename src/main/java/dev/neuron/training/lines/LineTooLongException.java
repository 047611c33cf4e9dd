package dev.neuron.training.lines;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A line that is not taken for its length; knows the problem it is answered with. */
final class LineTooLongException extends ErrorResponseException {

  LineTooLongException(int maxLength) {
    super(HttpStatus.CONTENT_TOO_LARGE);
    setType(URI.create("/problems/line-too-long"));
    setDetail("The line is longer than %d bytes.".formatted(maxLength));
  }
}
