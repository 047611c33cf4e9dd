package dev.neuron.cluster;

import com.hazelcast.core.HazelcastInstance;
import dev.neuron.cluster.port.MemberPort;
import dev.neuron.model.ContentMemory;
import dev.neuron.model.ModelsProperties;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Makes this service a member of the cluster. */
@Configuration(proxyBeanMethods = false)
@Profile("cluster")
class ClusterConfiguration {

  /** The member, which leaves the others its part of what they share before it ends. */
  @Bean(destroyMethod = "shutdown")
  HazelcastInstance member(ClusterProperties properties) {
    SteadyClock.install();
    return MemberPort.open(MemberConfig.of(properties), properties.secret());
  }

  @Bean
  Quorum quorum(HazelcastInstance member, ClusterProperties properties) {
    return new Quorum(member, properties.requiredMembers());
  }

  @Bean
  Membership membersHealthIndicator(
      HazelcastInstance member, ClusterProperties properties, Quorum quorum) {
    return new Membership(member, properties.expected(), quorum);
  }

  @Bean
  Departures departures(HazelcastInstance member) {
    return Departures.seenBy(member);
  }

  @Bean
  Certainty certainty(HazelcastInstance member, Quorum quorum, Departures departures) {
    return new Certainty(member, quorum, departures);
  }

  @Bean
  ClusterReplicas replicas(HazelcastInstance member, Certainty certainty, Departures departures) {
    return new ClusterReplicas(member, certainty, departures);
  }

  /** Models in the memory of all members, unless a database keeps them. */
  @Configuration(proxyBeanMethods = false)
  @Profile("cluster")
  @ConditionalOnProperty(
      name = "neuron.models.store",
      havingValue = "memory",
      matchIfMissing = true)
  static class Models {

    @Bean
    ClusterModelStore modelStore(
        HazelcastInstance member, ModelsProperties properties, Certainty certainty) {
      return new ClusterModelStore(
          member,
          MemberConfig.MODELS,
          properties,
          Clock.systemUTC(),
          certainty,
          new ContentMemory());
    }

    @Bean
    CarryOver carryOver(HazelcastInstance member, ClusterModelStore store, Certainty certainty) {
      return new CarryOver(member, store.reconciliation(), certainty);
    }

    @Bean
    Housekeeping housekeeping(ClusterModelStore store) {
      return new Housekeeping(store);
    }
  }
}
