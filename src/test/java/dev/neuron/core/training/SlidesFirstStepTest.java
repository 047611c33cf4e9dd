package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Examples;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.neuron.Logit;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.Sigmoid;
import org.junit.jupiter.api.Test;

/** The slides' example as one works it out by hand; every number is exact in binary. */
class SlidesFirstStepTest {

  private static final double[] ZERO = new double[4];

  private final Matrix row = Matrix.of(new double[] {1, 0, 1});
  private final Dataset oneRow = Dataset.of(row, new double[] {1});

  @Test
  void chainRule_rowOneZeroOne_factorByFactor() {
    double y = 1;
    double h = Logit.of(ZERO, row, 0);
    assertThat(h).isEqualTo(0);
    double yHat = Sigmoid.of(h);
    assertThat(yHat).isEqualTo(0.5);
    assertThat(LossFunction.MSE.value(y, h, yHat)).isEqualTo(0.25);
    double dLossByYHat = -2 * (y - yHat);
    assertThat(dLossByYHat).isEqualTo(-1);
    double dYHatByH = Sigmoid.derivativeAt(h);
    assertThat(dYHatByH).isEqualTo(0.25);
    assertThat(LossFunction.MSE.derivative(y, h, yHat))
        .isEqualTo(dLossByYHat * dYHatByH)
        .isEqualTo(-0.25);
  }

  @Test
  void gradient_rowOneZeroOne_isMinusOneQuarterWhereXIsOne() {
    double[] gradient = new double[4];
    double loss = Kernel.of(oneRow, LossFunction.MSE).lossAndGradient(ZERO, null, 0, 1, gradient);
    assertThat(loss).isEqualTo(0.25);
    assertThat(gradient).containsExactly(-0.25, 0, -0.25, -0.25);
  }

  @Test
  void step_rowOneZeroOne_isMinusLearningRateTimesGradient() {
    TrainingResult result =
        Trainings.train(oneRow, Hyperparameters.builder().learningRate(0.5).epochs(1));
    assertThat(Trainings.parameters(result)).containsExactly(0.125, 0, 0.125, 0.125);
  }

  /** dL/dh = ŷ − y = −0.5. */
  @Test
  void step_crossEntropy_hasNoFactorOfTheSigmoid() {
    TrainingResult result =
        Trainings.train(
            oneRow, Hyperparameters.builder().epochs(1).loss(LossFunction.CROSS_ENTROPY));
    assertThat(Trainings.parameters(result)).containsExactly(0.25, 0, 0.25, 0.25);
  }

  /**
   * dL/dh is ∓0.25 for y = 1 and 0. Column 1 is 1 where y = 1, twice: mean −0.5 / 4. Columns 2 and
   * 3 and the bias meet as many of either sign: 0.
   */
  @Test
  void firstEpoch_allFourRows_movesTheFirstWeightAlone() {
    TrainingResult result =
        Trainings.train(Examples.slides(), Hyperparameters.builder().learningRate(0.5).epochs(1));
    assertThat(Trainings.parameters(result)).containsExactly(0.0625, 0, 0, 0);
    assertThat(result.lossHistory()).containsExactly(0.25);
  }

  /** Each row is its own batch, in the order of the table, and starts where the last one ended. */
  @Test
  void firstEpoch_rowByRow_chainsTheSteps() {
    Dataset twice = Dataset.of(Matrix.of(new double[] {2}, new double[] {2}), new double[] {1, 0});
    HyperparametersBuilder rowByRow =
        Hyperparameters.builder().epochs(1).batchSize(1).shuffle(false);
    double w = 0.25; // −α · (−0.25) · 2
    double b = 0.125;
    double h = Math.fma(2, w, b);
    double g = LossFunction.MSE.derivative(0, h, Sigmoid.of(h));
    assertThat(Trainings.parameters(Trainings.train(twice, rowByRow)))
        .containsExactly(w - 0.5 * (2 * g), b - 0.5 * g);
  }
}
