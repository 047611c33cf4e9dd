package dev.neuron.http.connection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits on connections.
 *
 * @param maxHeadTime maximum time for the head of a request to arrive, from its first byte or from
 *     the start of the connection, TLS handshake included; after that the connection is closed
 * @param maxConnectionsPerAddress maximum number of open connections of one address (of IPv6, one
 *     network of 64 bits); more get 503, and 0 is three quarters of {@code
 *     server.tomcat.max-connections}
 */
@ConfigurationProperties("neuron.limits")
record ConnectionLimits(
    @DefaultValue("20s") Duration maxHeadTime, @DefaultValue("0") int maxConnectionsPerAddress) {

  /** No limits, as long as none are set. */
  static final ConnectionLimits NONE = new ConnectionLimits(Duration.ofDays(1), Integer.MAX_VALUE);

  ConnectionLimits {
    if (maxHeadTime.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException("neuron.limits.max-head-time must be more than 0");
    }
    if (maxConnectionsPerAddress < 0) {
      throw new IllegalArgumentException(
          "neuron.limits.max-connections-per-address must not be negative");
    }
  }

  /** The share of one address in a total number of connections; negative is no limit. */
  int shareOf(int maxConnections) {
    if (maxConnectionsPerAddress > 0) {
      return maxConnectionsPerAddress;
    }
    return maxConnections < 0 ? Integer.MAX_VALUE : Math.max(1, maxConnections / 4 * 3);
  }
}
