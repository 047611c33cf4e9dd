package dev.neuron.core.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import org.junit.jupiter.api.Test;

class RowGradientTest {

  private static final Dataset ROWS =
      Dataset.of(
          Matrix.of(new double[] {7}, new double[] {2}),
          new double[] {0, 1},
          new double[] {1, 3},
          null);

  private final double[] gradient = new double[2];

  private double lossOfTheSecondRow(LossFunction loss) {
    return RowGradient.lossAndGradient(loss, new double[] {0, 0}, ROWS, 1, gradient);
  }

  /** ŷ = 1/2: dL/dŷ · dŷ/dh = −1 · 1/4, times x = 2 and s = 3. */
  @Test
  void squaredError_isTheChainRuleTimesTheWeight() {
    assertThat(lossOfTheSecondRow(LossFunction.MSE)).isEqualTo(0.75);
    assertThat(gradient).containsExactly(-1.5, -0.75);
  }

  /** ŷ = 1/2: dL/dh = ŷ − y = −1/2, L = log 2. */
  @Test
  void crossEntropy_isThePredictionMinusTheTargetTimesTheWeight() {
    assertThat(lossOfTheSecondRow(LossFunction.CROSS_ENTROPY)).isEqualTo(3 * Math.log(2));
    assertThat(gradient).containsExactly(-3, -1.5);
  }
}
