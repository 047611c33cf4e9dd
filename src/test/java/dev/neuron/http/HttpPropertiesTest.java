package dev.neuron.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Binding of settings from the environment, among them those in the deployment files. */
class HttpPropertiesTest {

  private static final Pattern SETTING =
      Pattern.compile("(NEURON_HTTP_[A-Z_]+)(?:, value)?: \"([^\"]*)\"");

  private static HttpProperties read(Map<String, Object> variables) {
    SystemEnvironmentPropertySource source =
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables);
    return new Binder(Objects.requireNonNull(ConfigurationPropertySource.from(source)))
        .bindOrCreate("neuron.http", HttpProperties.class);
  }

  @Test
  void trustedProxies_absentAndEmpty_areTwoThings() {
    assertThat(read(Map.of()).trustedProxies()).isNull();
    assertThat(read(Map.of("NEURON_HTTP_TRUSTED_PROXIES", "")).trustedProxies()).isEmpty();
    assertThat(read(Map.of("NEURON_HTTP_TRUSTED_PROXIES", "10.0.0.7, fd00::/8")).trustedProxies())
        .containsExactly("10.0.0.7", "fd00::/8");
  }

  @ParameterizedTest
  @CsvSource({
    "NEURON_HTTP_TRUSTED_PROXIES, ingress",
    "NEURON_HTTP_TRUSTED_PROXIES, '10.0.0.7,10.0.0.0/40'",
    "NEURON_HTTP_ALLOWED_HOSTS, https://neuron.example.org"
  })
  void setting_thatIsWrong_isRefusedByName(String variable, String value) {
    assertThatThrownBy(() -> read(Map.of(variable, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(value.substring(value.lastIndexOf(',') + 1));
  }

  @ParameterizedTest
  @CsvSource({
    "docker-compose.yml, NEURON_HTTP_TRUSTED_PROXIES",
    "docs/cluster/kubernetes.yaml, NEURON_HTTP_ALLOWED_HOSTS"
  })
  void settings_ofTheFilesForDeployment_areRead(String file, String variable) throws IOException {
    Map<String, Object> variables = new HashMap<>();
    SETTING
        .matcher(Files.readString(Path.of(file)))
        .results()
        .forEach(found -> variables.put(found.group(1), valueOf(found)));
    assertThat(variables).containsKey(variable);
    assertThat(read(variables)).isNotNull();
  }

  /** Returns a value with the namespace filled in, as Kubernetes does. */
  private static String valueOf(MatchResult setting) {
    return setting.group(2).replace("$(NAMESPACE)", "default");
  }
}
