package dev.neuron;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class NeuronApplication {

  /** Starts the service with the arguments of the command line. */
  public static void main(String[] args) {
    SpringApplication.run(NeuronApplication.class, args);
  }
}
