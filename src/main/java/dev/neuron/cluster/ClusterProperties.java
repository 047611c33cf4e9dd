package dev.neuron.cluster;

import dev.neuron.cluster.port.ClusterSecret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Several replicas.
 *
 * @param serviceDns a name whose addresses are the replicas': a headless service of Kubernetes, a
 *     service of Docker Compose; null for one replica alone
 * @param address the address on which this replica listens to the others; null for one that
 *     Hazelcast picks, of a private network if there is one
 * @param port the port of all replicas
 * @param secret what all replicas must know to be let in, at least 16 characters; null for none:
 *     then any replica without one is let in
 * @param expected how many replicas there should be; with fewer, health and log warn
 * @param quorum how many replicas must see each other to change what they share; null for more than
 *     half of those expected if they are more than two, 0 for none
 * @param copies how many other replicas hold a copy of each model: so many may be lost before the
 *     copies are made again
 */
@Validated
@ConfigurationProperties("neuron.cluster")
record ClusterProperties(
    @Nullable String serviceDns,
    @Nullable String address,
    @DefaultValue("5701") @Min(1) @Max(65535) int port,
    @Nullable ClusterSecret secret,
    @DefaultValue("1") @Min(1) int expected,
    @Nullable @Min(0) Integer quorum,
    @DefaultValue("2") @Min(0) @Max(6) int copies) {

  /** The effective quorum, with its default resolved. */
  int requiredMembers() {
    return quorum != null ? quorum : expected > 2 ? expected / 2 + 1 : 0;
  }
}
