package dev.neuron.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.Principal;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Who a request comes from, as far as shares go.
 *
 * @param name the name behind the request's token; without one, its address: all of an IPv4
 *     address, of an IPv6 address the half that one network shares
 */
public record Caller(String name) {

  private static final int NETWORK_BYTES = 8;

  /** The caller of a request. */
  public static Caller of(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    return new Caller(
        principal == null ? "address:" + network(request.getRemoteAddr()) : principal.getName());
  }

  private static String network(String address) {
    if (!address.contains(":")) {
      return address;
    }
    try {
      // What is in brackets or has a zone is read too; names are not looked up.
      return InetAddress.ofLiteral(address) instanceof Inet6Address v6
          ? HexFormat.of().formatHex(Arrays.copyOf(v6.getAddress(), NETWORK_BYTES))
          : address;
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
