package dev.neuron.training.lines;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A line that is not taken for its length; knows the problem it is answered with. */
final class LineTooLongException extends ErrorResponseException {

  LineTooLongException(int maxLength) {
    super(HttpStatus.CONTENT_TOO_LARGE, problem(maxLength), null);
  }

  private static ProblemDetail problem(int maxLength) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.CONTENT_TOO_LARGE, "The line is longer than %d bytes.".formatted(maxLength));
    problem.setType(URI.create("/problems/line-too-long"));
    return problem;
  }
}
