package dev.neuron.protocol;

import dev.neuron.http.security.PublicPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The probes of the serving protocols: they say whether the service lives and is ready, no more.
 */
@Configuration(proxyBeanMethods = false)
class ProbePaths {

  @Bean
  PublicPath inferenceLive() {
    return new PublicPath("/v2/health/live");
  }

  @Bean
  PublicPath inferenceReady() {
    return new PublicPath("/v2/health/ready");
  }

  @Bean
  PublicPath mlflowPing() {
    return new PublicPath("/ping");
  }

  @Bean
  PublicPath mlflowHealth() {
    return new PublicPath("/health");
  }

  @Bean
  PublicPath mlflowVersion() {
    return new PublicPath("/version");
  }
}
