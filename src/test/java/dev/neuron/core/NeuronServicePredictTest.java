package dev.neuron.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.NeuronParameters;
import org.junit.jupiter.api.Test;

class NeuronServicePredictTest {

  private final NeuronService service = new NeuronService();

  /** σ(ln 3) = 3/4, σ(−ln 3) = 1/4. */
  @Test
  void predict_handValues_areTheSigmoidOfTheLogits() {
    double ln3 = Math.log(3);
    double[] predictions =
        predict(
            new double[] {ln3, -2},
            2,
            new double[] {0, 1},
            new double[] {1, 1},
            new double[] {-1, 1},
            new double[] {0, 1e9},
            new double[] {0, -1e9});
    assertThat(predictions)
        .containsExactly(new double[] {0.5, 0.75, 0.25, 0, 1}, within(Tolerances.FEW_ROUNDINGS));
  }

  @Test
  void predict_zeroNeuron_isOneHalf() {
    assertThat(predict(new double[3], 0, new double[] {1e300, -1e300, 7})).containsExactly(0.5);
  }

  @Test
  void predict_manyRows_isEachRowAlone() {
    Matrix rows = Examples.soft(61, 1000, 6, false).x();
    double[] w = {0.1, -2, 3, 0, 1e-3, 1};
    double[] predictions = service.predict(new NeuronParameters(w, 0.5), rows);
    for (int i = 0; i < 1000; i++) {
      double h = 0.5;
      for (int j = 0; j < 6; j++) {
        h += w[j] * rows.values()[6 * i + j];
      }
      double yHat = 1 / (1 + Math.exp(-h));
      assertThat(predictions[i]).isCloseTo(yHat, within(Tolerances.MANY_ROUNDINGS));
    }
  }

  @Test
  void predict_otherNumberOfFeatures_isInvalid() {
    Faults.assertInvalid(
        () -> predict(new double[] {1, 2}, 0, new double[] {1}), Reason.WRONG_FEATURE_COUNT, "");
    Faults.assertInvalid(
        () -> predict(new double[] {1}, 0, new double[] {1, 2}), Reason.WRONG_FEATURE_COUNT, "");
  }

  @Test
  void predict_logitNotANumber_isFaultOfItsRow() {
    Faults.assertInvalid(
        () -> predict(new double[] {1}, 0, new double[] {1}, new double[] {Double.NaN}),
        Reason.NUMBER_OUT_OF_RANGE,
        "1");
  }

  /**
   * 10³⁰⁹ − 10³¹⁰ is far below 0, but the first product alone overflows, and no finite product
   * brings the sum back from infinity: ŷ must not become 1.
   */
  @Test
  void predict_logitOverflowsOnTheWay_isFaultOfItsRow() {
    Faults.assertInvalid(
        () ->
            predict(new double[] {1e308, 1e308}, 0, new double[] {1, -1}, new double[] {10, -100}),
        Reason.NUMBER_OUT_OF_RANGE,
        "1");
  }

  private double[] predict(double[] weights, double bias, double[]... rows) {
    return service.predict(new NeuronParameters(weights, bias), Matrix.of(rows));
  }
}
