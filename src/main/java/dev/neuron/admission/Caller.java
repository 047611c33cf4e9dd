package dev.neuron.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.Principal;
import java.util.HexFormat;

/**
 * The sender of a request, to whom quotas apply.
 *
 * @param name the name behind the request's token; without one, its address: all of an IPv4
 *     address, of an IPv6 address the half that one network shares
 */
public record Caller(String name) {

  private static final int NETWORK_BYTES = 8;

  /** Returns the caller of a request. */
  public static Caller of(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    return new Caller(
        principal == null ? "address:" + network(request.getRemoteAddr()) : principal.getName());
  }

  /** Returns the caller at an address, as for a request without a token. */
  public static Caller of(InetAddress address) {
    return new Caller("address:" + network(address, address.getHostAddress()));
  }

  private static String network(InetAddress address, String text) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
        : text;
  }

  private static String network(String address) {
    if (!address.contains(":")) {
      return address;
    }
    try {
      // Brackets and zones are accepted; names are not looked up.
      return network(InetAddress.ofLiteral(address), address);
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
