package dev.neuron.core.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GradientStepTest {

  private static final double ROUNDING = 1e-15;

  private final double[] p = {1, 2};
  private final double[] v = {0.5, -1};
  private final double[] gradientSum = {4, -2};

  /** W ← W − α dL/dW with dL/dW = 4 / 2, b ← b − α dL/db with dL/db = −2 / 2. */
  @Test
  void take_withoutMomentumAndPenalty_isTheUpdateOfTheSlides() {
    new GradientStep(0.5, 0, 0).take(p, new double[2], gradientSum, 2);

    assertThat(p).containsExactly(0, 2.5);
    assertThat(gradientSum).containsExactly(4, -2);
  }

  /** dL/dW = 2 + 2 · 0.25 · 1; v = 0.9 · 0.5 − 0.5 · 2.5 and 0.9 · −1 − 0.5 · −1. */
  @Test
  void take_withMomentumAndPenalty_keepsVelocityAndPenalisesNoBias() {
    new GradientStep(0.5, 0.9, 0.25).take(p, v, gradientSum, 2);

    assertThat(v).containsExactly(new double[] {-0.8, -0.4}, within(ROUNDING));
    assertThat(p).containsExactly(new double[] {0.2, 1.6}, within(ROUNDING));
  }

  @Test
  void penalty_isOfTheWeightsAlone() {
    assertThat(new GradientStep(1, 0, 0.5).penalty(new double[] {3, 4, 100})).isEqualTo(12.5);
    assertThat(new GradientStep(1, 0, 0).penalty(new double[] {Double.MAX_VALUE, 0})).isZero();
  }
}
