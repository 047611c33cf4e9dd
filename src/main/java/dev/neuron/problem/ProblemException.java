package dev.neuron.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Ends a request with a problem of a certain type. */
public class ProblemException extends ErrorResponseException {

  private static final long serialVersionUID = 1;

  private final ProblemType type;

  /**
   * Makes an exception without a cause.
   *
   * @param detail what happened and what to do, in a sentence that the client reads
   */
  public ProblemException(ProblemType type, String detail) {
    this(type, detail, null);
  }

  /** Makes an exception with the cause that the log shows, not the client. */
  public ProblemException(ProblemType type, String detail, @Nullable Throwable cause) {
    super(type.status(), body(type, detail), cause);
    this.type = type;
  }

  private static ProblemDetail body(ProblemType type, String detail) {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(type.status(), detail);
    body.setType(type.uri());
    return body;
  }

  public final ProblemType type() {
    return type;
  }

  /** Adds a {@code Retry-After} of whole seconds, rounded up, at least one; returns this. */
  public final ProblemException retryAfter(Duration time) {
    getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds(time)));
    return this;
  }

  /** Returns a time in whole seconds, rounded up, at least one. */
  public static long seconds(Duration time) {
    return Math.max(1, time.plusMillis(999).toSeconds());
  }
}
