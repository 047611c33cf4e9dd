package dev.neuron.http.proxy;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses whose {@code X-Forwarded-} headers are trusted.
 *
 * <p>By default, private and loopback addresses are trusted on scheme, host, port and prefix, which
 * only affect links in responses. The client's address decides quotas, so it is stricter: only a
 * proxy on this machine is trusted, and only on the address that it saw itself.
 */
public final class TrustedProxies {

  /** The ranges that Tomcat's RemoteIpValve calls internal, and all loopback addresses. */
  private static final List<AddressRange> PRIVATE =
      ranges(
          List.of(
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "169.254.0.0/16",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "::1/128",
              "fe80::/10",
              "fc00::/7"));

  /** The maximum number of hops that are read; a longer header is not genuine. */
  private static final int MAX_HOPS = 32;

  private final List<AddressRange> ranges;
  private final boolean named;

  private TrustedProxies(List<AddressRange> ranges, boolean named) {
    this.ranges = ranges;
    this.named = named;
  }

  /**
   * Creates the proxies of the setting.
   *
   * @param setting addresses and ranges; empty for none, null for the default
   * @throws IllegalArgumentException if an entry is neither an address nor a range; names the entry
   */
  public static TrustedProxies of(@Nullable List<String> setting) {
    return setting == null
        ? new TrustedProxies(PRIVATE, false)
        : new TrustedProxies(ranges(setting), true);
  }

  private static List<AddressRange> ranges(List<String> texts) {
    return texts.stream().map(String::strip).map(AddressRange::of).toList();
  }

  /** True if a peer is trusted on scheme, host, port and prefix. */
  boolean trusts(InetAddress peer) {
    for (AddressRange range : ranges) {
      if (range.contains(peer)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the client of a request. Each proxy appends the address that it saw, so the header is
   * read from its end, until an address that is not trusted.
   *
   * @param forwardedFor the addresses in X-Forwarded-For, in their order
   */
  InetAddress client(InetAddress peer, List<String> forwardedFor) {
    InetAddress client = peer;
    int first = Math.max(0, forwardedFor.size() - (named ? MAX_HOPS : 1));
    for (int i = forwardedFor.size() - 1; i >= first && isBelievedOnClient(client); i--) {
      @Nullable InetAddress before = address(forwardedFor.get(i));
      if (before == null) {
        return client;
      }
      client = before;
    }
    return client;
  }

  private boolean isBelievedOnClient(InetAddress address) {
    return named ? trusts(address) : address.isLoopbackAddress();
  }

  /** Parses an entry; some proxies append the client's port. */
  private static @Nullable InetAddress address(String entry) {
    @Nullable InetAddress address = AddressLiteral.read(entry);
    if (address != null) {
      return address;
    }
    HostPort withPort = HostPort.read(entry);
    return withPort == null ? null : AddressLiteral.read(withPort.bare());
  }
}
