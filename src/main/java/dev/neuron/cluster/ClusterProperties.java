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
 * @param serviceDns name whose addresses are the replicas', such as a headless service of
 *     Kubernetes or a service of Docker Compose; without it a replica is alone
 * @param address address on which this replica listens to the others; by default one of a private
 *     network
 * @param port port on which all replicas listen to each other
 * @param secret secret that every replica must know, at least 16 characters; without it any replica
 *     without one is let in
 * @param expected number of replicas that there should be; health and log warn of fewer
 * @param quorum number of replicas that must see each other to store and delete models and to take
 *     jobs; by default more than half of those expected if these are more than two, and 0 is none
 * @param copies number of other replicas that hold a copy of each model: that many may be lost at
 *     once
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
