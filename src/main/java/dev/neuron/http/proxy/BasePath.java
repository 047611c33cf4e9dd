package dev.neuron.http.proxy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The path under which clients see the service: the prefix that a proxy strips, followed by the
 * context path. Empty if both are.
 */
public final class BasePath {

  /**
   * The key in the logging context, where it follows the request to other threads as its id does.
   */
  private static final String NAME = "basePath";

  private static final int MAX_LENGTH = 200;

  private BasePath() {}

  /** Returns the base path of the request that this thread processes; empty if there is none. */
  public static String current() {
    String path = MDC.get(NAME);
    return path == null ? "" : path;
  }

  static void set(String path) {
    MDC.put(NAME, path);
  }

  static void clear() {
    MDC.remove(NAME);
  }

  /**
   * Reads X-Forwarded-Prefix, to which each proxy appends the prefix that it stripped.
   *
   * @return such as {@code /neuron}; empty if the values are not paths of plain segments
   */
  static String prefix(List<String> values) {
    StringBuilder path = new StringBuilder();
    for (String value : values) {
      String part = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
      if (!part.isEmpty() && !isPath(part)) {
        return "";
      }
      path.append(part);
    }
    return path.length() > MAX_LENGTH ? "" : path.toString();
  }

  private static boolean isPath(@Nullable String text) {
    if (text == null || !text.startsWith("/")) {
      return false;
    }
    for (String segment : text.substring(1).split("/", -1)) {
      if (segment.isEmpty()
          || segment.startsWith(".")
          || !segment.chars().allMatch(BasePath::isPlain)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '~'
        || c == '-';
  }
}
