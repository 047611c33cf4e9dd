package dev.neuron.core.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.core.Faults;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeuronParametersTest {

  @Test
  void constructor_weights_areCopiedInAndOut() {
    double[] weights = {1, 2};
    NeuronParameters parameters = new NeuronParameters(weights, 3);
    weights[0] = 42;
    parameters.weights()[1] = 42;
    parameters.toArray()[1] = 42;
    assertThat(parameters.weights()).containsExactly(1, 2);
    assertThat(parameters.toArray()).containsExactly(1, 2, 3);
    assertThat(parameters.weights()[1]).isEqualTo(2);
    assertThat(parameters.bias()).isEqualTo(3);
    assertThat(parameters.features()).isEqualTo(2);
  }

  @Test
  void constructor_noWeights_isInvalid() {
    Faults.assertInvalid(
        () -> new NeuronParameters(new double[0], 1), Reason.WRONG_FEATURE_COUNT, "W");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void constructor_notFinite_isFaultOfTheNumber(double value) {
    Faults.assertInvalid(
        () -> new NeuronParameters(new double[] {1, value}, 0), Reason.NUMBER_OUT_OF_RANGE, "W/1");
    Faults.assertInvalid(
        () -> new NeuronParameters(new double[] {1}, value), Reason.NUMBER_OUT_OF_RANGE, "b");
  }

  /** Three columns in a circle: a permutation that is not its own inverse. */
  @Test
  void withColumns_sameNamesInAnotherOrder_movesEachWeightToItsName() {
    NeuronParameters parameters = new NeuronParameters(new double[] {1, 2, 3}, 4);

    NeuronParameters moved = parameters.withColumns(List.of("a", "b", "c"), List.of("c", "a", "b"));

    assertThat(moved.toArray()).containsExactly(3, 1, 2, 4);
    assertThat(parameters.toArray()).containsExactly(1, 2, 3, 4);
    assertThat(parameters.withColumns(List.of("a", "b", "c"), List.of("a", "b", "c")))
        .isSameAs(parameters);
  }

  @Test
  void withColumns_otherNames_areListedUpToTen() {
    NeuronParameters parameters = new NeuronParameters(new double[12], 0);
    List<String> names = names("a", 12);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> parameters.withColumns(names, names("z", 12)))
        .withMessage(
            "The dataset must name exactly the 12 features of the model to start from."
                + " Missing (the first 10 of 12): a0, a1, a2, a3, a4, a5, a6, a7, a8, a9."
                + " Not known to the model (the first 10 of 12):"
                + " z0, z1, z2, z3, z4, z5, z6, z7, z8, z9.")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.FEATURE_NAME_MISMATCH));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> parameters.withColumns(names, names("a", 11)))
        .withMessageEndingWith("to start from. Missing: a11.");
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
