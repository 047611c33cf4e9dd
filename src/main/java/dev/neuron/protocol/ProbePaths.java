package dev.neuron.protocol;

import dev.neuron.http.security.PublicPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The public paths of the probes of the serving protocols: they reveal only liveness, readiness and
 * version.
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
