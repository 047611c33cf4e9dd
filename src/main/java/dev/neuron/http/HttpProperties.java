package dev.neuron.http;

import dev.neuron.http.proxy.TrustedProxies;
import dev.neuron.http.security.AllowedHosts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Origins, hosts and proxies by which clients may call.
 *
 * @param allowedOrigins origins whose pages may call the API, as patterns such as {@code
 *     https://*.example.org} or {@code http://localhost:[*]} (any port)
 * @param trustedProxies addresses and ranges such as {@code 10.0.0.0/8} of the proxies whose {@code
 *     X-Forwarded-} headers are trusted; by default peers with a private address are trusted in
 *     scheme, host, port and prefix, and a proxy on this machine in the address of the client too
 * @param allowedHosts names by which the service may be called while there is no access control,
 *     beside IP addresses and names of private networks: {@code example.org}, {@code
 *     *.example.org}, or {@code *} for any; others get 421
 */
@ConfigurationProperties("neuron.http")
record HttpProperties(
    @DefaultValue({
          "http://localhost:[*]",
          "https://localhost:[*]",
          "http://127.0.0.1:[*]",
          "https://127.0.0.1:[*]",
          "http://[::1]:[*]",
          "https://[::1]:[*]"
        })
        List<String> allowedOrigins,
    @Nullable List<String> trustedProxies,
    @DefaultValue List<String> allowedHosts) {

  /** Wrong settings keep the service from starting, by name. */
  HttpProperties {
    var _ = TrustedProxies.of(trustedProxies);
    var _ = AllowedHosts.of(allowedHosts);
  }
}
