package dev.neuron.core.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.Tolerances;
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
    assertThat(LossFunction.MSE.derivative(y, 0, yHat)).isCloseTo(expected, within(0.0));
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
    assertThat(LossFunction.CROSS_ENTROPY.derivative(0.25, 1, 0.75)).isEqualTo(0.5);
    assertThat(LossFunction.CROSS_ENTROPY.derivative(1, -800, 0)).isEqualTo(-1);
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
      assertThat(derivative(loss, y, h)).isCloseTo(slope, within(Tolerances.DERIVATIVE));
    }
  }

  /** Far below 0 the derivative is −2 e^h (y = 1), lost to any difference quotient. */
  @ParameterizedTest
  @ValueSource(doubles = {-40, -100, -300, -700})
  void mse_derivativeOfVerySmallPredictions_keepsItsDigits(double h) {
    double exact = -2 * Math.exp(h);
    assertThat(derivative(LossFunction.MSE, 1, h))
        .isCloseTo(exact, within(-exact * Tolerances.FEW_ROUNDINGS));
  }

  @ParameterizedTest
  @ValueSource(doubles = {40, 708, 710, 1e5, 1e308, Double.MAX_VALUE})
  void value_saturated_isFiniteAndExact(double h) {
    assertThat(value(LossFunction.MSE, 0, h)).isEqualTo(1);
    assertThat(value(LossFunction.MSE, 1, h)).isBetween(0.0, 1e-34);
    assertThat(crossEntropy(0, h)).isEqualTo(h);
    assertThat(crossEntropy(1, h)).isBetween(0.0, 1e-17);
    assertThat(crossEntropy(1, -h)).isEqualTo(h);
    assertThat(crossEntropy(0.5, h)).isEqualTo(h / 2);
    assertThat(derivative(LossFunction.CROSS_ENTROPY, 0, h)).isEqualTo(1);
    assertThat(derivative(LossFunction.MSE, 0, h)).isBetween(0.0, 1e-16);
  }

  /** Where ŷ is rounded to 1, −2 (0 − ŷ) ŷ (1 − ŷ) is 2 e^−h, and (1 − ŷ)² is e^−2h. */
  @ParameterizedTest
  @ValueSource(doubles = {18.5, 25, 37, 40, 100, 300, 700})
  void mse_saturated_keepsTheDigitsOfTheRest(double h) {
    double rest = Math.exp(-h) / (1 + Math.exp(-h));
    double yHat = 1 / (1 + Math.exp(-h));
    assertClose(derivative(LossFunction.MSE, 0, h), 2 * yHat * yHat * rest);
    assertClose(derivative(LossFunction.MSE, 1, h), -2 * rest * yHat * rest);
    assertClose(value(LossFunction.MSE, 1, h), rest * rest);
    assertClose(derivative(LossFunction.CROSS_ENTROPY, 1, h), -rest);
  }

  /** Both losses at h with y are those at −h with 1 − y, with a gradient of the other sign. */
  @ParameterizedTest
  @EnumSource
  void derivative_saturatedOnEitherSide_isTheSame(LossFunction loss) {
    for (double h = 18.25; h < 760; h += 0.75) {
      for (double y : new double[] {0, 0.25, 1}) {
        assertThat(derivative(loss, y, h))
            .isCloseTo(
                -derivative(loss, 1 - y, -h),
                within(
                    Math.abs(derivative(loss, y, h)) * Tolerances.FEW_ROUNDINGS
                        + 100 * Double.MIN_VALUE));
      }
    }
  }

  /** Ordinary logits have the bits that they had before saturated ones were exact. */
  @ParameterizedTest
  @ValueSource(doubles = {-700, -5, 0, 0.3, 7, 17.9, 18})
  void derivative_ordinary_keepsItsBits(double h) {
    double yHat = Sigmoid.of(h);
    assertThat(derivative(LossFunction.MSE, 0.25, h))
        .isEqualTo(-2 * (0.25 - yHat) * Math.fma(-yHat, yHat, yHat));
    assertThat(derivative(LossFunction.CROSS_ENTROPY, 0.25, h)).isEqualTo(yHat - 0.25);
  }

  @ParameterizedTest
  @EnumSource
  void value_nan_isNaN(LossFunction loss) {
    assertThat(value(loss, 1, Double.NaN)).isNaN();
    assertThat(derivative(loss, 1, Double.NaN)).isNaN();
  }

  private static double derivative(LossFunction loss, double y, double h) {
    return loss.derivative(y, h, Sigmoid.of(h));
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(Math.abs(expected) * Tolerances.FEW_ROUNDINGS));
  }

  private static void assertCrossEntropy(double y, double h, double expected) {
    assertThat(crossEntropy(y, h))
        .isCloseTo(expected, within(Math.max(1, expected) * Tolerances.FEW_ROUNDINGS));
  }

  private static double crossEntropy(double y, double h) {
    return value(LossFunction.CROSS_ENTROPY, y, h);
  }

  @ParameterizedTest
  @EnumSource
  void curvature_random_isTheSlopeOfTheDerivative(LossFunction loss) {
    Random random = new Random(4);
    double step = Tolerances.DIFFERENCE_STEP;
    for (int sample = 0; sample < SAMPLES; sample++) {
      double y = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextDouble();
      double h = random.nextDouble(-30, 30);
      double slope = (derivative(loss, y, h + step) - derivative(loss, y, h - step)) / (2 * step);
      assertThat(loss.curvature(y, h, Curvature.EXACT))
          .isCloseTo(slope, within(Tolerances.DERIVATIVE));
    }
  }

  /** With ŷ = 3/4 at h = ln 3, t = 3/16: 2 (t² + (ŷ − y) t (1 − 2 ŷ)), and 2 t². */
  @Test
  void curvature_handValues_areThoseOfTheFormulas() {
    double ln3 = Math.log(3);
    double t = 3.0 / 16;
    double exact = 2 * (t * t + 0.75 * t * -0.5);
    assertCurvature(LossFunction.MSE, 0, ln3, Curvature.EXACT, exact);
    assertCurvature(LossFunction.MSE, 1, -ln3, Curvature.EXACT, exact);
    assertCurvature(LossFunction.MSE, 0, ln3, Curvature.GAUSS_NEWTON, 2 * t * t);
    assertCurvature(LossFunction.MSE, 0.5, 0, Curvature.EXACT, 1.0 / 8);
    assertCurvature(LossFunction.CROSS_ENTROPY, 1, -ln3, Curvature.EXACT, t);
    assertCurvature(LossFunction.CROSS_ENTROPY, 0, ln3, Curvature.GAUSS_NEWTON, t);
  }

  /** e^−|h| is all that is left: of the right answers 4 e^−2h, of the wrong ones −2 e^−h. */
  @Test
  void curvature_saturated_keepsItsDigits() {
    double power = Math.exp(-40);
    assertCurvature(LossFunction.MSE, 1, 40, Curvature.EXACT, 4 * power * power);
    assertCurvature(LossFunction.MSE, 0, -40, Curvature.EXACT, 4 * power * power);
    assertCurvature(LossFunction.MSE, 0, 40, Curvature.EXACT, -2 * power);
    assertCurvature(LossFunction.MSE, 0, 40, Curvature.GAUSS_NEWTON, 2 * power * power);
    assertCurvature(LossFunction.CROSS_ENTROPY, 0, 40, Curvature.EXACT, power);
  }

  private static void assertCurvature(
      LossFunction loss, double y, double h, Curvature kind, double expected) {
    assertThat(loss.curvature(y, h, kind))
        .isCloseTo(expected, within(Math.abs(expected) * Tolerances.MANY_ROUNDINGS));
  }

  private static double value(LossFunction loss, double y, double h) {
    return loss.value(y, h, Sigmoid.of(h));
  }
}
