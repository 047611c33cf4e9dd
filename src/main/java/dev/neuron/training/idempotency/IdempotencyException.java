package dev.neuron.training.idempotency;

import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A key that cannot be used for a request; knows the problem it is answered with. */
final class IdempotencyException extends ErrorResponseException {

  private IdempotencyException(HttpStatus status, String type, String detail) {
    super(status);
    setType(URI.create("/problems/" + type));
    setDetail(detail);
  }

  /** The key, or its use with this kind of request, is not right. */
  static IdempotencyException invalid(String detail) {
    return new IdempotencyException(HttpStatus.BAD_REQUEST, "invalid-request", detail);
  }

  /** The first request with this key has no answer yet. */
  static IdempotencyException inUse() {
    IdempotencyException e =
        new IdempotencyException(
            HttpStatus.CONFLICT,
            "key-in-use",
            "The first request with this Idempotency-Key is still being answered.");
    e.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
    return e;
  }

  /** The first request with this key was another one. */
  static IdempotencyException reused() {
    return new IdempotencyException(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "key-reused",
        "This Idempotency-Key came first with another request.");
  }
}
