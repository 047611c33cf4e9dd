package dev.neuron.training.repeat;

import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A key that cannot be used for a request; knows the problem it is answered with. */
final class RepeatException extends ErrorResponseException {

  private RepeatException(HttpStatus status, String type, String detail) {
    super(status);
    setType(URI.create("/problems/" + type));
    setDetail(detail);
  }

  /** The key, or its use with this kind of request, is not right. */
  static RepeatException invalid(String detail) {
    return new RepeatException(HttpStatus.BAD_REQUEST, "invalid-request", detail);
  }

  /** The first request with this key has no answer yet. */
  static RepeatException inUse() {
    RepeatException e =
        new RepeatException(
            HttpStatus.CONFLICT,
            "key-in-use",
            "The first request with this Idempotency-Key is still being answered.");
    e.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
    return e;
  }

  /** The first request with this key was another one. */
  static RepeatException reused() {
    return new RepeatException(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "key-reused",
        "This Idempotency-Key came first with another request.");
  }
}
