package dev.neuron.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.InvalidInputException.Reason;
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
}
