package dev.neuron.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class AccessControlledTest {

  private static final String[] AUTO_CONFIGURATIONS = {
    "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
    "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
    "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration",
    null
  };

  private static StandardEnvironment environment(String setting, boolean ofTheSystem) {
    Map<String, Object> settings = Map.of(setting, "");
    StandardEnvironment environment = new StandardEnvironment();
    String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    environment
        .getPropertySources()
        .replace(
            name,
            ofTheSystem
                ? new SystemEnvironmentPropertySource(name, settings)
                : new MapPropertySource(name, settings));
    ConfigurationPropertySources.attach(environment);
    return environment;
  }

  private static boolean[] kept(StandardEnvironment environment) {
    SecurityAutoConfigurationFilter filter = new SecurityAutoConfigurationFilter();
    filter.setEnvironment(environment);
    return filter.match(AUTO_CONFIGURATIONS, mock(AutoConfigurationMetadata.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "neuron.security.tokens",
        "neuron.security.tokens[0].name",
        "neuron.security.misspelt",
        "spring.security.oauth2.resourceserver.jwt.issuer-uri",
        "spring.security.oauth2.resourceserver.jwt.jwk-set-uri",
        "spring.security.oauth2.resourceserver.jwt.public-key-location"
      })
  void setting_ofAccess_bringsSecurityIn(String setting) {
    assertThat(AccessControlled.holds(environment(setting, false))).isTrue();
    assertThat(kept(environment(setting, false))).containsExactly(true, false, true, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NEURON_SECURITY_TOKENS_0_NAME",
        "NEURON_SECURITY_TOKENS",
        "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI",
        "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUERURI"
      })
  void variable_ofAccess_bringsSecurityIn(String variable) {
    assertThat(AccessControlled.holds(environment(variable, true))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"neuron.models.max-models", "neuron.securities", "spring.security.user.name"})
  void setting_other_leavesItOut(String setting) {
    assertThat(AccessControlled.holds(environment(setting, false))).isFalse();
    assertThat(kept(environment(setting, false))).containsExactly(false, false, true, true);
  }
}
