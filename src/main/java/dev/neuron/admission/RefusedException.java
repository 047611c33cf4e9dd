package dev.neuron.admission;

import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be served now, with the time to retry and the problem to answer. */
public final class RefusedException extends ErrorResponseException {

  /** Why something was refused; a value of the metric {@code neuron.rejections}. */
  public enum Cause {
    QUEUE_FULL(HttpStatus.SERVICE_UNAVAILABLE, "service-busy"),
    CALLER_SHARE(HttpStatus.TOO_MANY_REQUESTS, "share-exhausted"),
    COST(HttpStatus.TOO_MANY_REQUESTS, "share-exhausted"),
    MEMORY(HttpStatus.SERVICE_UNAVAILABLE, "service-busy"),
    DEADLINE(HttpStatus.SERVICE_UNAVAILABLE, "service-busy"),
    STOPPING(HttpStatus.SERVICE_UNAVAILABLE, "service-stopping");

    private final HttpStatus status;
    private final String problem;

    Cause(HttpStatus status, String problem) {
      this.status = status;
      this.problem = problem;
    }
  }

  RefusedException(Cause cause, String detail, Duration retryAfter) {
    super(cause.status);
    setType(URI.create("/problems/" + cause.problem));
    setDetail(detail);
    getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds(retryAfter)));
  }

  /** Whole seconds, at least one, rounded up. */
  static long seconds(Duration time) {
    return Math.max(1, time.plusMillis(999).toSeconds());
  }
}
