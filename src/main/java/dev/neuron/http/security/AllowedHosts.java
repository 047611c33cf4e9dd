package dev.neuron.http.security;

import dev.neuron.http.proxy.HostPort;
import java.net.IDN;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The host names under which the service accepts requests: IP addresses, names that public DNS
 * cannot hold, and configured names. Safe for use by any number of threads.
 */
public final class AllowedHosts {

  private static final String ANY = "*";
  private static final String ANY_BELOW = "*.";

  /** Top-level names reserved for local machines and private networks. */
  private static final Set<String> RESERVED = Set.of("localhost", "local", "internal", "test");

  /** Maximum number of parsed headers that are cached. */
  private static final int MAX_KNOWN = 64;

  private final Set<String> names = new HashSet<>();
  private final List<String> ends = new ArrayList<>();
  private final boolean any;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  private AllowedHosts(boolean any) {
    this.any = any;
  }

  /**
   * Creates the hosts of the setting, beside those that are always allowed.
   *
   * @param setting names, {@code *.example.org} for all names below one, {@code *} for any
   * @throws IllegalArgumentException if an entry is none of these; names the entry
   */
  public static AllowedHosts of(List<String> setting) {
    AllowedHosts hosts = new AllowedHosts(setting.contains(ANY));
    for (String pattern : setting) {
      if (pattern.startsWith(ANY_BELOW)) {
        hosts.ends.add("." + name(pattern.substring(ANY_BELOW.length()), pattern));
      } else if (!pattern.equals(ANY)) {
        hosts.names.add(name(pattern, pattern));
      }
    }
    return hosts;
  }

  private static String name(String name, String pattern) {
    HostPort host = HostPort.read(ascii(name));
    if (host == null || host.port() > 0 || host.bare().isEmpty()) {
      throw new IllegalArgumentException(
          "\"%s\" is no host: give a name such as example.org without scheme and port, *.example.org"
                  .formatted(pattern)
              + " for all names below it, or * for any.");
    }
    return host.bare();
  }

  private static String ascii(String name) {
    try {
      return IDN.toASCII(name).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** True if a request with this Host header, or without one, is accepted. */
  boolean allows(@Nullable String header) {
    if (header == null || known.contains(header)) {
      return true;
    }
    if (!any && !header.isBlank() && !isAllowed(HostPort.read(header.strip()))) {
      return false;
    }
    if (known.size() < MAX_KNOWN) {
      known.add(header);
    }
    return true;
  }

  private boolean isAllowed(@Nullable HostPort host) {
    if (host == null) {
      return false;
    }
    String name = host.bare();
    int dot = name.lastIndexOf('.');
    return host.isAddress()
        || (dot < 0 && !name.isEmpty())
        || RESERVED.contains(name.substring(dot + 1))
        || names.contains(name)
        || ends.stream().anyMatch(name::endsWith);
  }
}
