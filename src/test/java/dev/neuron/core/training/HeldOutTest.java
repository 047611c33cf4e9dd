package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Examples;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.LossFunction;
import org.junit.jupiter.api.Test;

class HeldOutTest {

  private static final double[] LAST = {9, 9};

  /** x = 1 and y = 1, so only W + b matters. */
  private final Dataset row = Dataset.of(Matrix.of(new double[] {1}), new double[] {1});

  @Test
  void watch_parameters_isTheMeanLossAndThePenalty() {
    Dataset rows =
        Examples.weighted(
            Dataset.of(Matrix.of(new double[] {1}, new double[] {2}), new double[] {1, 0.5}), 3, 1);
    HeldOut heldOut = new HeldOut(rows, LossFunction.MSE, false);
    assertThat(heldOut.exists()).isTrue();
    assertThat(heldOut.watch(new double[2], 2)).isEqualTo(3 * 0.25 / 4 + 2);
  }

  @Test
  void bestOr_severalWatched_isTheOneOfTheLowestLossAsItWas() {
    HeldOut heldOut = new HeldOut(row, LossFunction.MSE, true);
    double[] p = {0, 0};
    heldOut.watch(p, 0);
    p[0] = 3;
    heldOut.watch(p, 0);
    p[0] = 1;
    heldOut.watch(p, 0);
    assertThat(heldOut.bestOr(p)).containsExactly(3, 0);
  }

  @Test
  void bestOr_tie_isTheEarliest() {
    HeldOut heldOut = new HeldOut(row, LossFunction.MSE, true);
    heldOut.watch(new double[] {1, 0}, 0);
    heldOut.watch(new double[] {0, 1}, 0);
    assertThat(heldOut.bestOr(LAST)).containsExactly(1, 0);
  }

  @Test
  void bestOr_lowerLossButHigherPenalty_isTheLowerSum() {
    HeldOut heldOut = new HeldOut(row, LossFunction.MSE, true);
    heldOut.watch(new double[] {0, 0}, 0);
    heldOut.watch(new double[] {3, 0}, 1);
    assertThat(heldOut.bestOr(LAST)).containsExactly(0, 0);
  }

  @Test
  void bestOr_notAskedToKeep_isTheGivenOne() {
    HeldOut heldOut = new HeldOut(row, LossFunction.MSE, false);
    heldOut.watch(new double[2], 0);
    assertThat(heldOut.bestOr(LAST)).isSameAs(LAST);
  }

  @Test
  void watch_noRows_doesNothing() {
    HeldOut heldOut = new HeldOut(null, LossFunction.MSE, true);
    assertThat(heldOut.exists()).isFalse();
    assertThat(heldOut.watch(new double[2], 5)).isZero();
    assertThat(heldOut.bestOr(LAST)).isSameAs(LAST);
  }
}
