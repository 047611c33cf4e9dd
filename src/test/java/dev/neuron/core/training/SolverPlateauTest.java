package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Examples;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plateau of the squared error is never called a minimum. */
class SolverPlateauTest {

  /** Every row is far on the wrong side, where the sigmoid is flat. */
  @ParameterizedTest
  @EnumSource(names = {"NEWTON", "LBFGS"})
  void train_saturatedOnTheWrongSide_isStationary(Solver solver) {
    Dataset rows =
        Dataset.of(
            Matrix.of(new double[] {20, 1}, new double[] {-20, 0.5}, new double[] {1, 1}),
            new double[] {0, 1, 1});
    TrainingResult result =
        Trainings.train(
            rows,
            Hyperparameters.builder()
                .solver(solver)
                .initial(new NeuronParameters(new double[] {40, 0.1}, -0.3)));

    assertThat(result.stopReason()).isEqualTo(StopReason.STATIONARY);
    assertThat(result.loss()).isGreaterThan(0.5);
  }

  /** At zeros all slopes cancel: of the convex cross-entropy that is the minimum. */
  @ParameterizedTest
  @EnumSource(names = {"NEWTON", "LBFGS"})
  void train_crossEntropyOfXor_convergesAtOnce(Solver solver) {
    TrainingResult result =
        Trainings.train(
            GoldenSolver.dataset("xor"),
            Hyperparameters.builder().solver(solver).loss(LossFunction.CROSS_ENTROPY));

    assertThat(result.stopReason()).isEqualTo(StopReason.CONVERGED);
    assertThat(result.epochsRun()).isEqualTo(1);
    assertThat(Trainings.parameters(result)).containsOnly(0);
  }

  /** Sums of the largest weights that are accepted stay finite. */
  @ParameterizedTest
  @EnumSource
  void train_weightsAtTheEndOfTheRange_isFinite(LossFunction loss) {
    Dataset labelled = Examples.labelled(3, 40, 2);
    double[] weights = new double[40];
    Arrays.fill(weights, 1e100);
    TrainingResult result =
        Trainings.train(
            Examples.weighted(labelled, weights),
            Hyperparameters.builder().solver(Solver.NEWTON).loss(loss));

    assertThat(result.loss()).isFinite();
  }

  /** A row of weight 2 is that row twice. */
  @Test
  void train_weightTwo_isTheRowTwice() {
    Dataset rows = Examples.labelled(4, 30, 2);
    double[] weights = new double[30];
    Arrays.fill(weights, 1);
    weights[7] = 2;
    int[] repeated = new int[31];
    Arrays.setAll(repeated, i -> i < 30 ? i : 7);
    HyperparametersBuilder newton =
        Hyperparameters.builder().solver(Solver.NEWTON).loss(LossFunction.CROSS_ENTROPY);

    Trainings.assertSame(
        Trainings.train(rows.select(repeated), newton),
        Trainings.train(Examples.weighted(rows, weights), newton),
        1e-9);
  }
}
