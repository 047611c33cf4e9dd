package dev.neuron.startup;

import dev.neuron.core.NeuronService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the core, which does not depend on Spring, available to the features. */
@Configuration(proxyBeanMethods = false)
class NeuronConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(NeuronConfiguration.class);

  @Bean
  NeuronService neuronService() {
    return new NeuronService();
  }

  /**
   * Warms up in the background. Meanwhile the service responds with other kernels, which compute
   * the same bits.
   */
  @Bean
  ApplicationListener<ApplicationReadyEvent> warmUp(
      NeuronService neurons, NeuronProperties properties) {
    return event -> {
      if (properties.vectors()) {
        Thread.ofPlatform().daemon().name("warm-up").start(() -> warmUpNow(neurons));
      }
    };
  }

  private static void warmUpNow(NeuronService neurons) {
    if (!neurons.warmUp()) {
      LOG.info(
          "Training without vectors, which is slower and gives the same bits: the module"
              + " jdk.incubator.vector is absent (--add-modules=jdk.incubator.vector brings it, where"
              + " the jar could not), the JVM runs without its optimising compiler"
              + " (-XX:TieredStopAtLevel=1, -Xint), or this processor gains nothing by vectors");
    }
  }
}
