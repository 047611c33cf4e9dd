package dev.neuron.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "first-column", "A.b_c-9", "x..", "Z"})
  void checked_allowed_isTheName(String name) {
    assertThat(ModelName.checked(name)).isEqualTo(name);
    assertThat(ModelName.checked(name.repeat(64).substring(0, 64))).hasSize(64);
  }

  @Test
  void checked_none_isNone() {
    assertThat(ModelName.checked(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", ".a", "-a", "_a", "a/b", "a\n", "\na", "ä", "a%20", "😀"})
  void checked_notAllowed_isRefused(String name) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> ModelName.checked(name))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_NAME))
        .satisfies(e -> assertThat(e.faults().getFirst().pointer()).isEqualTo("name"));
  }

  @Test
  void checked_65Characters_isRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> ModelName.checked("a".repeat(65)));
  }
}
