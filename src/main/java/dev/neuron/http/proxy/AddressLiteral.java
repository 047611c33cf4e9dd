package dev.neuron.http.proxy;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Parses literal IP addresses; names are never looked up. */
public final class AddressLiteral {

  private static final int MAX_LENGTH = 45; // of IPv6 with an IPv4 address at its end
  private static final int DOTS = 3;

  private AddressLiteral() {}

  /**
   * Reads an IPv4 address of four decimal numbers, or an IPv6 address without brackets and zone.
   *
   * @return null if the text is neither
   */
  public static @Nullable InetAddress read(String text) {
    if (text.length() > MAX_LENGTH || !isPlausible(text)) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * True if the text may be such an address. The platform's parser would also accept zones,
   * brackets, and IPv4 addresses of fewer numbers.
   */
  private static boolean isPlausible(String text) {
    boolean isIpv6 = text.indexOf(':') >= 0;
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        dots++;
      } else if (!(isIpv6 ? isOfIpv6(c) : isDigit(c))) {
        return false;
      }
    }
    return isIpv6 || dots == DOTS;
  }

  private static boolean isOfIpv6(char c) {
    return c == ':' || isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
