package dev.neuron.problem;

import dev.neuron.core.data.Count;
import java.io.IOException;
import java.time.Duration;

/**
 * A body that is refused regardless of its content: too large, too slow, damaged on its way, or not
 * in UTF-8.
 */
public final class RefusedBodyException extends IOException {

  private final ProblemType type;

  private RefusedBodyException(ProblemType type, String detail) {
    super(detail);
    this.type = type;
  }

  /** Returns the refusal of a body with more bytes than the limit. */
  public static RefusedBodyException tooLarge(long limit) {
    return new RefusedBodyException(
        ProblemType.REQUEST_TOO_LARGE,
        "The body is larger than the limit of %d bytes.".formatted(limit));
  }

  /** Returns the refusal of a body of which too little has arrived in a time. */
  public static RefusedBodyException idle(int bytes, Duration time) {
    return new RefusedBodyException(
        ProblemType.SLOW_BODY,
        "Fewer than %d bytes of the body have arrived in %s."
            .formatted(bytes, Count.of(time.toSeconds(), "second")));
  }

  /** Returns the refusal of a body that has not arrived in time. */
  public static RefusedBodyException tooSlow(Duration limit) {
    return new RefusedBodyException(
        ProblemType.SLOW_BODY,
        "The body has not arrived within %s.".formatted(Count.of(limit.toSeconds(), "second")));
  }

  /** Returns the refusal of a body that is not the gzip that its Content-Encoding says. */
  public static RefusedBodyException malformedGzip(String detail) {
    return new RefusedBodyException(ProblemType.MALFORMED_GZIP, detail);
  }

  /** Returns the refusal of a body that is not in UTF-8, or in no definite format. */
  public static RefusedBodyException encoded(String detail) {
    return new RefusedBodyException(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail);
  }

  ProblemType type() {
    return type;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
