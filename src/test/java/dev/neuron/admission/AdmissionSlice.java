package dev.neuron.admission;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The beans of this package that a slice test needs: memory for bodies. */
@TestConfiguration(proxyBeanMethods = false)
@Import({BodyMemory.class, RejectionFactory.class})
@EnableConfigurationProperties(AdmissionProperties.class)
public class AdmissionSlice {

  @Bean
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }
}
