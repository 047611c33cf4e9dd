package dev.neuron.startup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

class UnknownSettingCheckTest {

  private static void check(PropertySource<?> source) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(source);
    ConfigurationPropertySources.attach(environment);
    new UnknownSettingCheck().check(environment);
  }

  private static MapPropertySource property(String name) {
    return new MapPropertySource("commandLineArgs", Map.of(name, "1"));
  }

  private static SystemEnvironmentPropertySource variable(String name) {
    return new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, "1"));
  }

  @ParameterizedTest
  @CsvSource({
    "neuron.limits.max-epoch, neuron.limits.max-epochs",
    "neuron.limit.max-epochs, neuron.limits.max-epochs",
    "neuron.security.token[0].name, neuron.security.tokens",
    "neuron.vector, neuron.vectors"
  })
  void check_misspelt_namesTheNearest(String name, String nearest) {
    assertThatThrownBy(() -> check(property(name)))
        .isInstanceOf(UnknownSettingException.class)
        .hasMessageStartingWith("There is no setting %s (given by ".formatted(name))
        .hasMessageContaining("commandLineArgs")
        .extracting(e -> ((UnknownSettingException) e).action())
        .asString()
        .startsWith("Write %s, or remove it.".formatted(nearest));
  }

  @Test
  void check_unlikeAnyOther_namesTheDocument() {
    assertThatThrownBy(() -> check(property("neuron.something.else.entirely")))
        .isInstanceOf(UnknownSettingException.class)
        .extracting(e -> ((UnknownSettingException) e).action())
        .asString()
        .isEqualTo("Correct its name, or remove it. docs/CONFIGURATION.md lists all settings.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "neuron.limits.max-epochs",
        "neuron.limits.maxEpochs",
        "neuron.limits.max_epochs",
        "neuron.security.tokens[0].name",
        "neuron.http.allowed-origins[2]",
        "neuron.models.jdbc.cache-size",
        "neuron.cluster.service-dns",
        "neurons.limits",
        "server.prot"
      })
  void check_knownOrNotOurs_passes(String name) {
    assertThatCode(() -> check(property(name))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "NEURON_LIMITS_MAX_EPOCH, NEURON_LIMITS_MAX_EPOCHS",
    "NEURON_LIMIT_MAX_EPOCHS, NEURON_LIMITS_MAX_EPOCHS",
    "NEURON_MODEL_STORE, NEURON_MODELS_STORE"
  })
  void check_misspeltVariable_namesTheNearest(String name, String nearest) {
    assertThatThrownBy(() -> check(variable(name)))
        .hasMessage("The environment variable %s stands for no setting.".formatted(name))
        .extracting(e -> ((UnknownSettingException) e).action())
        .asString()
        .startsWith("Write %s, or remove it.".formatted(nearest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NEURON_LIMITS_MAX_EPOCHS",
        "NEURON_LIMITS_MAXEPOCHS",
        "NEURON_SECURITY_TOKENS_0_SHA256",
        "NEURON_HTTP_ALLOWED_ORIGINS_0",
        "NEURON_SERVICE_HOST",
        "NEURON_PORT",
        "NEURON_PORT_8080_TCP_ADDR",
        "NEURON_MODELS_SERVICE_PORT_HTTP",
        "NEURON_IMAGE",
        "PATH"
      })
  void check_variableThatIsKnownOrAnotherProgrammes_passes(String name) {
    assertThatCode(() -> check(variable(name))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application.yaml", "application-cluster.yaml"})
  void check_ownSettings_areAllKnown(String file) throws IOException {
    for (PropertySource<?> source :
        new YamlPropertySourceLoader().load("a copy", new ClassPathResource(file))) {
      assertThatCode(() -> check(source)).doesNotThrowAnyException();
    }
  }
}
