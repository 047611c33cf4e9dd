package dev.neuron;

import dev.neuron.core.NeuronService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the core, which knows nothing of Spring, available to the features. */
@Configuration(proxyBeanMethods = false)
class NeuronConfiguration {

  @Bean
  NeuronService neuronService() {
    return new NeuronService();
  }
}
