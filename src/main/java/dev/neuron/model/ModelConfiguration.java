package dev.neuron.model;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the store. */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

  @Bean
  ModelStore modelStore(ModelsProperties properties) {
    return new InMemoryModelStore(properties, Clock.systemUTC());
  }
}
