package dev.neuron.cluster.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSecretTest {

  @Test
  void toString_doesNotTellIt() {
    assertThat(ClusterSecret.of("0123456789abcdef")).hasToString("******");
  }

  @Test
  void whiteSpaceAround_asInFiles_isNoPartOfIt() {
    assertThat(ClusterSecret.of(" 0123456789abcdef\n").bytes()).hasSize(16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hunter2", "0123456789abcde", "       0123456789abcde  "})
  void tooShort_isRefused_andNotTold(String text) {
    assertThatExceptionOfType(UnusableSecretException.class)
        .isThrownBy(() -> new ClusterKey(ClusterSecret.of(text)))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains("neuron.cluster.secret", "at least 16")
                    .doesNotContain("hunter2", "0123"));
  }
}
