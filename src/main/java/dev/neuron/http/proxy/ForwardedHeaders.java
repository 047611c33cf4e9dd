package dev.neuron.http.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The {@code X-Forwarded-} headers of a request. {@code Forwarded} (RFC 7239) is not read.
 *
 * @param addresses those in X-Forwarded-For, in their order
 * @param isSecure null unless X-Forwarded-Proto is http or https
 * @param host the first in X-Forwarded-Host: that of the outermost proxy
 * @param port the first in X-Forwarded-Port; −1 if there is none
 * @param prefix the path in X-Forwarded-Prefix; empty if there is none
 */
record ForwardedHeaders(
    List<String> addresses,
    @Nullable Boolean isSecure,
    @Nullable HostPort host,
    int port,
    String prefix) {

  private static final String START = "X-Forwarded-";
  private static final String STANDARD = "Forwarded";
  private static final int MAX_LENGTH = 4096;

  /** True if there are any. Cheap, since it is called for every request. */
  static boolean areIn(MimeHeaders headers) {
    int size = headers.size();
    for (int i = 0; i < size; i++) {
      if (isForwarded(headers.getName(i))) {
        return true;
      }
    }
    return false;
  }

  /** Reads the headers and removes them, so that no library trusts those of an untrusted peer. */
  static ForwardedHeaders take(MimeHeaders headers) {
    List<String> hosts = values(headers, "Host");
    String proto = first(values(headers, "Proto")).toLowerCase(Locale.ROOT);
    ForwardedHeaders taken =
        new ForwardedHeaders(
            values(headers, "For"),
            proto.equals("https") ? Boolean.TRUE : proto.equals("http") ? Boolean.FALSE : null,
            hosts.isEmpty() ? null : HostPort.read(hosts.getFirst()),
            HostPort.port(first(values(headers, "Port"))),
            BasePath.prefix(values(headers, "Prefix")));
    for (int i = headers.size() - 1; i >= 0; i--) {
      if (isForwarded(headers.getName(i))) {
        headers.removeHeader(i);
      }
    }
    return taken;
  }

  private static boolean isForwarded(MessageBytes name) {
    return name.startsWithIgnoreCase(START, 0) || name.equalsIgnoreCase(STANDARD);
  }

  /**
   * Returns the parts between commas of all headers of a name, as if they were one; none if too
   * long.
   */
  private static List<String> values(MimeHeaders headers, String name) {
    List<String> parts = new ArrayList<>();
    int length = 0;
    for (int i = headers.findHeader(START + name, 0);
        i >= 0;
        i = headers.findHeader(START + name, i + 1)) {
      String value = headers.getValue(i).toString();
      length += value.length();
      if (length > MAX_LENGTH) {
        return List.of();
      }
      for (String part : value.split(",", -1)) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  private static String first(List<String> values) {
    return values.isEmpty() ? "" : values.getFirst();
  }
}
