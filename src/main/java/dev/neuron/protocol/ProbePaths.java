package dev.neuron.protocol;

import dev.neuron.http.security.PublicPatterns;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The public paths of the probes of the serving protocols: they reveal only liveness, readiness and
 * version.
 */
@Configuration(proxyBeanMethods = false)
class ProbePaths {

  @Bean
  PublicPatterns publicProbes() {
    return new PublicPatterns(
        List.of("/v2/health/live", "/v2/health/ready", "/ping", "/health", "/version"));
  }
}
