package dev.neuron.problem;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The id of one request in its response, its problems and every log line written while it is
 * processed: 1 to 64 of A–Z, a–z, 0–9, dot, underscore and hyphen.
 */
public final class RequestId {

  /** The header of the id, in requests and in responses. */
  public static final String HEADER = "X-Request-Id";

  /** The key of the id in the log and in problems. */
  public static final String NAME = "requestId";

  private static final int MAX_LENGTH = 64;

  private RequestId() {}

  /** Returns the id of the request that this thread processes; null if there is none. */
  public static @Nullable String current() {
    return MDC.get(NAME);
  }

  /** Returns the requested id if it is valid, or else one of 64 random bits. */
  public static String of(@Nullable String requested) {
    return requested != null && isId(requested)
        ? requested
        : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static boolean isId(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isOfId(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfId(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
