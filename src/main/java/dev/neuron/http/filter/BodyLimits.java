package dev.neuron.http.filter;

import jakarta.servlet.ServletInputStream;
import java.util.function.LongConsumer;

/**
 * The limits of one body.
 *
 * @param isKept true if its bytes are kept beside what is parsed from them
 * @param maxBytes the maximum length
 * @param times the maximum times for it to arrive
 */
record BodyLimits(BodyKind kind, boolean isKept, long maxBytes, GuardedInputStream.Times times) {

  /**
   * Guards a body.
   *
   * @param arrived receives the number of bytes so far, unless they are few
   */
  ServletInputStream guard(ServletInputStream body, LongConsumer arrived) {
    return new GuardedInputStream(body, maxBytes, times, arrived);
  }

  /**
   * Guards a compressed body as it arrives. Its progress is that of its content: a few bytes may be
   * many rows.
   */
  ServletInputStream guardCompressed(ServletInputStream body) {
    return new GuardedInputStream(
        body, maxBytes, new GuardedInputStream.Times(times.total(), null), _ -> {});
  }

  /** Returns the maximum memory that reading a number of its bytes takes. */
  long memory(long bytes) {
    return kind.memory(bytes, isKept);
  }
}
