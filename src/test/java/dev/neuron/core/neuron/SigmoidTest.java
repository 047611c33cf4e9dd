package dev.neuron.core.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.Tolerances;
import dev.neuron.core.math.ElementaryFunctions;
import dev.neuron.core.math.FunctionTable;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigmoidTest {

  @Test
  void of_exactValues_errsWithinItsBound() {
    assertThat(FunctionTable.maxErrorInUlps("sigmoid", Sigmoid::of))
        .isLessThanOrEqualTo(Tolerances.SIGMOID_ULPS);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -0.0})
  void of_zero_isExactlyOneHalf(double h) {
    assertThat(Sigmoid.of(h)).isEqualTo(0.5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {37, 709, Double.MAX_VALUE, Double.POSITIVE_INFINITY})
  void of_largeLogit_saturatesAtOne(double h) {
    assertThat(Sigmoid.of(h)).isEqualTo(1);
  }

  @Test
  void of_logitBeforeSaturation_isBelowOne() {
    assertThat(Sigmoid.of(36)).isLessThan(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-708.4, -709, -720.5, -740, -744, -745})
  void of_belowNormalNumbers_goesOnToZero(double h) {
    double exact = StrictMath.exp(h); // 1 + e^h is 1 here
    assertThat(Sigmoid.of(h))
        .isCloseTo(exact, within(2 * Double.MIN_VALUE))
        .isNotEqualTo(Sigmoid.of(-708));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-746, -800, -1500, -Double.MAX_VALUE, Double.NEGATIVE_INFINITY})
  void of_belowAllNumbers_isZero(double h) {
    assertThat(Sigmoid.of(h)).isZero();
  }

  /** 1 − ŷ and ŷ (1 − ŷ) for positive logits have the digits that they have for negative ones. */
  @Test
  void complementAndDerivative_eitherSide_areExact() {
    for (FunctionTable.Point point : FunctionTable.of("sigmoid")) {
      double h = point.x();
      assertThat(Sigmoid.complement(-h)).isEqualTo(Sigmoid.of(h));
      assertThat(Sigmoid.derivativeAt(h)).isEqualTo(Sigmoid.derivativeAt(-h));
      double power = StrictMath.exp(-Math.abs(h));
      double exact = power / ((1 + power) * (1 + power));
      assertThat(Sigmoid.derivativeAt(h))
          .isCloseTo(exact, within(exact * Tolerances.FEW_ROUNDINGS + Double.MIN_VALUE));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {18.01, 25, 37, 100, 700})
  void derivative_saturatingLogits_isExact(double h) {
    assertThat(Sigmoid.derivative(h, Sigmoid.of(h)))
        .isPositive()
        .isCloseTo(
            Sigmoid.derivativeAt(h), within(Sigmoid.derivativeAt(h) * Tolerances.FEW_ROUNDINGS));
  }

  @Test
  void of_nan_isNaN() {
    assertThat(Sigmoid.of(Double.NaN)).isNaN();
  }

  @Test
  void of_neighbours_fallsByHardlyAnything() {
    for (FunctionTable.Point point : FunctionTable.of("sigmoid")) {
      double value = Sigmoid.of(point.x());
      double fall = Tolerances.SIGMOID_FALL_ULPS * Math.ulp(value);
      assertThat(Sigmoid.of(Math.nextDown(point.x()))).isLessThanOrEqualTo(value + fall);
      assertThat(Sigmoid.of(Math.nextUp(point.x()))).isGreaterThanOrEqualTo(value - fall);
    }
  }

  @Test
  void of_smallSteps_rises() {
    double step = 1.0 / 256;
    for (double h = -708; h < 20; h += step) {
      assertThat(Sigmoid.of(h + step)).isGreaterThan(Sigmoid.of(h));
    }
  }

  @Test
  void of_logitAndItsNegative_addUpToOne() {
    for (FunctionTable.Point point : FunctionTable.of("sigmoid")) {
      double sum = Sigmoid.of(point.x()) + Sigmoid.of(-point.x());
      assertThat(sum).isCloseTo(1, within(Math.ulp(1.0)));
    }
  }

  /** σ(−h) / σ(h) = e^(−h): both sides of 0 come from one power, to the bit. */
  @Test
  void of_bothSigns_shareOnePower() {
    for (FunctionTable.Point point : FunctionTable.of("sigmoid")) {
      double h = Math.abs(point.x());
      double power = ElementaryFunctions.exp(-h);
      assertThat(Sigmoid.of(h)).isEqualTo(1 / (1 + power));
      assertThat(Sigmoid.of(-h)).isEqualTo(h == 0 ? 0.5 : power / (1 + power));
    }
  }

  @Test
  void derivative_ofPredictions_isTheProductRoundedOnce() {
    for (FunctionTable.Point point : FunctionTable.of("sigmoid")) {
      double yHat = point.hi();
      BigDecimal exact = new BigDecimal(yHat);
      double product = exact.multiply(BigDecimal.ONE.subtract(exact)).doubleValue();
      assertThat(Sigmoid.derivative(yHat)).isEqualTo(product);
    }
  }

  @Test
  void derivative_middleAndEnds_areOneQuarterAndZero() {
    assertThat(Sigmoid.derivative(0.5)).isEqualTo(0.25);
    assertThat(Sigmoid.derivative(0)).isZero();
    assertThat(Sigmoid.derivative(1)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-12, -3, -0.5, 0, 0.01, 1, 4, 20})
  void derivative_logits_isTheSlopeOfTheSigmoid(double h) {
    double step = Tolerances.DIFFERENCE_STEP;
    double slope = (Sigmoid.of(h + step) - Sigmoid.of(h - step)) / (2 * step);
    assertThat(Sigmoid.derivative(Sigmoid.of(h))).isCloseTo(slope, within(Tolerances.DERIVATIVE));
  }
}
