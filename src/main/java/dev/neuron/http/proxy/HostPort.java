package dev.neuron.http.proxy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host with an optional port, as it stands in a Host header.
 *
 * @param host a name or an IPv4 address, or an IPv6 address in brackets; in lower case
 * @param port −1 if there is none
 */
public record HostPort(String host, int port) {

  private static final int MAX_LENGTH = 255;
  private static final int MAX_PORT = 65535;
  private static final int MAX_PORT_DIGITS = 5;

  /**
   * Reads {@code example.org}, {@code example.org:8443} or {@code [::1]:8080}.
   *
   * @return null if the text is nothing of the kind
   */
  public static @Nullable HostPort read(String text) {
    int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
    end = end < 0 ? text.length() : end;
    String host = text.substring(0, end).toLowerCase(Locale.ROOT);
    if (end == 0 || end > MAX_LENGTH || !(host.startsWith("[") ? isIpv6(host) : isName(host))) {
      return null;
    }
    String rest = text.substring(end);
    if (rest.isEmpty() || rest.equals(":")) {
      return new HostPort(host, -1);
    }
    int port = rest.startsWith(":") ? port(rest.substring(1)) : -1;
    return port < 0 ? null : new HostPort(host, port);
  }

  /**
   * Reads the number of a port.
   *
   * @return −1 if the text is none
   */
  static int port(String text) {
    if (text.isEmpty()
        || text.length() > MAX_PORT_DIGITS
        || !text.chars().allMatch(HostPort::isDigit)) {
      return -1;
    }
    int port = Integer.parseInt(text);
    return port > 0 && port <= MAX_PORT ? port : -1;
  }

  /** True if the host is an IP address and not a name. */
  public boolean isAddress() {
    return AddressLiteral.read(bare()) != null;
  }

  /** The host without brackets and without the dot at its end. */
  public String bare() {
    if (host.startsWith("[")) {
      return host.substring(1, host.length() - 1);
    }
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static boolean isIpv6(String host) {
    String address = host.substring(1, host.length() - 1);
    return address.indexOf(':') >= 0 && AddressLiteral.read(address) != null;
  }

  private static boolean isName(String host) {
    return host.chars()
        .allMatch(c -> isDigit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
