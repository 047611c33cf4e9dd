package dev.neuron.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The prepared beans must not be used where a setting would have led to other beans. */
class PreparedStartTest {

  @Test
  void fits_theJarsOwnSettings_isTrue() {
    assertThat(fits(environment())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SERVER_PORT",
        "SERVER_ADDRESS",
        "NEURON_MODELS_MAX_MODELS",
        "NEURON_LIMITS_MAX_EPOCHS",
        "NEURON_HTTP_ALLOWED_ORIGINS_0",
        "NEURON_SERVICE_HOST",
        "LOGGING_LEVEL_ROOT",
        "KUBERNETES_SERVICE_HOST",
        "PATH",
        "springfield"
      })
  void fits_variableThatDecidesNothing_isTrue(String name) {
    assertThat(fits(environment(name))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NEURON_SECURITY_TOKENS_0_NAME",
        "neuron.security.tokens[0].sha256",
        "NEURON_SECURITY_TOKNES",
        "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI",
        "SPRING_PROFILES_ACTIVE",
        "SPRING_APPLICATION_JSON",
        "spring.autoconfigure.exclude",
        "MANAGEMENT_SERVER_PORT",
        "NEURON_MODELS_STORE",
        "neuron.cluster.service-dns",
        "management.endpoint.health.show-details",
        "SERVER_SSL_BUNDLE",
        "SERVER_FORWARD_HEADERS_STRATEGY",
        "SPRINGDOC_API_DOCS_ENABLED"
      })
  void fits_variableThatMayDecide_isFalse(String name) {
    assertThat(fits(environment(name))).isFalse();
  }

  @Test
  void fits_fileBesideTheJar_isFalse() {
    assertThat(
            fits(
                new MapPropertySource(
                    "Config resource 'file [config/application.yaml]' via location"
                        + " 'optional:file:./config/'",
                    Map.of("spring.jmx.enabled", "true"))))
        .isFalse();
  }

  private static SystemEnvironmentPropertySource environment(String... names) {
    Map<String, Object> variables = new HashMap<>();
    for (String name : names) {
      variables.put(name, "1");
    }
    return new SystemEnvironmentPropertySource(
        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables);
  }

  /**
   * Returns if the start fits this source, followed by the settings of the jar and Spring Boot's
   * own.
   */
  private static boolean fits(PropertySource<?> first) {
    StandardEnvironment environment = new StandardEnvironment();
    MutablePropertySources sources = environment.getPropertySources();
    sources.stream().map(PropertySource::getName).toList().forEach(sources::remove);
    sources.addLast(first);
    sources.addLast(
        new MapPropertySource(
            "Config resource 'class path resource [application.yaml]' via location"
                + " 'optional:classpath:/'",
            Map.of("spring.jmx.enabled", "false", "management.endpoints.access.default", "none")));
    sources.addLast(
        new MapPropertySource("applicationInfo", Map.of("spring.application.pid", "1")));
    ConfigurationPropertySources.attach(environment);
    return PreparedStart.fits(environment);
  }
}
