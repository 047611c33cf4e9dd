package dev.neuron.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossFunctionTest {

  private static final int SAMPLES = 2000;

  @ParameterizedTest
  @CsvSource({"1,0.5,0.25", "0,0.5,0.25", "0.25,0.75,0.25", "1,1,0", "0,1,1", "0.5,0,0.25"})
  void mse_handValues_areTheSquaredError(double y, double yHat, double expected) {
    assertThat(LossFunction.MSE.value(y, 0, yHat)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1,0.5,-0.25", "0,0.5,0.25", "1,0.25,-0.28125", "0.5,0.5,0", "0,0.75,0.28125"})
  void mse_handValues_haveTheChainRulesDerivative(double y, double yHat, double expected) {
    assertThat(LossFunction.MSE.derivative(y, yHat)).isCloseTo(expected, within(0.0));
  }

  /** ŷ = 3/4 at h = ln 3. */
  @Test
  void crossEntropy_handValues_areMinusTheLogarithms() {
    double ln3 = Math.log(3);
    assertCrossEntropy(1, 0, Math.log(2));
    assertCrossEntropy(0, 0, Math.log(2));
    assertCrossEntropy(1, ln3, -Math.log(0.75));
    assertCrossEntropy(0, ln3, -Math.log(0.25));
    assertCrossEntropy(1, -ln3, -Math.log(0.25));
    assertCrossEntropy(0.5, ln3, -0.5 * Math.log(0.75) - 0.5 * Math.log(0.25));
  }

  @Test
  void crossEntropy_random_isItsDefinition() {
    Random random = new Random(1);
    for (int sample = 0; sample < SAMPLES; sample++) {
      double y = random.nextDouble();
      double h = random.nextDouble(-20, 20);
      double yHat = 1 / (1 + Math.exp(-h));
      double rest = 1 / (1 + Math.exp(h));
      assertCrossEntropy(y, h, -y * Math.log(yHat) - (1 - y) * Math.log(rest));
    }
  }

  @Test
  void crossEntropy_mirrored_hasTheSameBits() {
    Random random = new Random(2);
    for (int sample = 0; sample < SAMPLES; sample++) {
      double h = random.nextDouble(-50, 50);
      assertThat(crossEntropy(1, h)).isEqualTo(crossEntropy(0, -h));
    }
  }

  @Test
  void crossEntropy_derivative_isTheErrorOfThePrediction() {
    assertThat(LossFunction.CROSS_ENTROPY.derivative(0.25, 0.75)).isEqualTo(0.5);
    assertThat(LossFunction.CROSS_ENTROPY.derivative(1, 0)).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource
  void derivative_random_isTheSlopeOfTheValue(LossFunction loss) {
    Random random = new Random(3);
    double step = Tolerances.DIFFERENCE_STEP;
    for (int sample = 0; sample < SAMPLES; sample++) {
      double y = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextDouble();
      double h = random.nextDouble(-30, 30);
      double slope = (value(loss, y, h + step) - value(loss, y, h - step)) / (2 * step);
      assertThat(loss.derivative(y, Sigmoid.of(h))).isCloseTo(slope, within(Tolerances.DERIVATIVE));
    }
  }

  /** Far below 0 the derivative is −2 e^h (y = 1), lost to any difference quotient. */
  @ParameterizedTest
  @ValueSource(doubles = {-40, -100, -300, -700})
  void mse_derivativeOfVerySmallPredictions_keepsItsDigits(double h) {
    double exact = -2 * Math.exp(h);
    assertThat(LossFunction.MSE.derivative(1, Sigmoid.of(h)))
        .isCloseTo(exact, within(-exact * Tolerances.FEW_ROUNDINGS));
  }

  @ParameterizedTest
  @ValueSource(doubles = {40, 708, 710, 1e5, 1e308, Double.MAX_VALUE})
  void value_saturated_isFiniteAndExact(double h) {
    assertThat(value(LossFunction.MSE, 0, h)).isEqualTo(1);
    assertThat(value(LossFunction.MSE, 1, h)).isZero();
    assertThat(crossEntropy(0, h)).isEqualTo(h);
    assertThat(crossEntropy(1, h)).isBetween(0.0, 1e-17);
    assertThat(crossEntropy(1, -h)).isEqualTo(h);
    assertThat(crossEntropy(0.5, h)).isEqualTo(h / 2);
    assertThat(LossFunction.CROSS_ENTROPY.derivative(0, Sigmoid.of(h))).isEqualTo(1);
    assertThat(LossFunction.MSE.derivative(0, Sigmoid.of(h))).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void value_nan_isNaN(LossFunction loss) {
    assertThat(value(loss, 1, Double.NaN)).isNaN();
    assertThat(loss.derivative(1, Double.NaN)).isNaN();
  }

  private static void assertCrossEntropy(double y, double h, double expected) {
    assertThat(crossEntropy(y, h))
        .isCloseTo(expected, within(Math.max(1, expected) * Tolerances.FEW_ROUNDINGS));
  }

  private static double crossEntropy(double y, double h) {
    return value(LossFunction.CROSS_ENTROPY, y, h);
  }

  private static double value(LossFunction loss, double y, double h) {
    return loss.value(y, h, Sigmoid.of(h));
  }
}
