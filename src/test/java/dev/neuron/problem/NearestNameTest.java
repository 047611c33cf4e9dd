package dev.neuron.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {

  private static final List<String> PATHS = List.of("/train", "/predict", "/models", "/trainings");

  @ParameterizedTest
  @CsvSource({
    "/trian, /train",
    "/model, /models",
    "/prediction, /predict",
    "/training, /trainings",
    "/Predict, /predict"
  })
  void of_slip_isTheNearest(String slip, String nearest) {
    assertThat(NearestName.of(slip, PATHS)).contains(nearest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/evaluate", "", "/index.php"})
  void of_otherName_isNothing(String other) {
    assertThat(NearestName.of(other, PATHS)).isEmpty();
  }

  @Test
  void of_severalAsNear_isTheFirstInTheAlphabet() {
    assertThat(NearestName.of("b", List.of("c", "a"))).contains("a");
  }

  @Test
  void of_longName_isNotCompared() {
    String known = "x".repeat(300);
    assertThat(NearestName.of(known + "y", List.of(known))).isEmpty();
  }
}
