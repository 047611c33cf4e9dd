package dev.neuron.model;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Keeps models in memory, unless they are kept elsewhere. */
@Configuration(proxyBeanMethods = false)
@Conditional(ModelConfiguration.NotElsewhere.class)
class ModelConfiguration {

  @Bean
  ModelStore modelStore(ModelsProperties properties) {
    return new InMemoryModelStore(properties, Clock.systemUTC());
  }

  /** Not by what it is: a place that does not exist shall be named when the settings are read. */
  static final class NotElsewhere extends NoneNestedConditions {

    NotElsewhere() {
      super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnProperty(name = "neuron.models.store", havingValue = "jdbc")
    static final class InADatabase {}

    @Profile("cluster")
    static final class WithOtherReplicas {}
  }
}
