package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Faults;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import org.junit.jupiter.api.Test;

class HyperparametersTest {

  @Test
  void build_nothingSet_hasTheDefaultsOfTheApi() {
    assertThat(Hyperparameters.builder().build())
        .isEqualTo(
            new Hyperparameters(
                Solver.GRADIENT_DESCENT,
                0.5,
                1000,
                null,
                null,
                0,
                0,
                0,
                LossFunction.MSE,
                Initialization.ZEROS,
                null,
                false,
                null,
                5,
                0,
                Split.CLASSES,
                1000));
  }

  @Test
  void build_nullEverywhere_keepsTheDefaults() {
    assertThat(
            Hyperparameters.builder()
                .learningRate(null)
                .epochs(null)
                .batchSize(null)
                .shuffle(null)
                .seed(null)
                .momentum(null)
                .l2(null)
                .loss(null)
                .initialization(null)
                .initial(null)
                .standardize(null)
                .tolerance(null)
                .patience(null)
                .validationFraction(null)
                .lossHistoryPoints(null)
                .build())
        .isEqualTo(Hyperparameters.builder().build());
  }

  @Test
  void build_everythingSet_takesIt() {
    NeuronParameters start = new NeuronParameters(new double[] {1}, 2);
    assertThat(
            Hyperparameters.builder()
                .learningRate(0.1)
                .epochs(7)
                .batchSize(3)
                .shuffle(false)
                .seed(-9L)
                .momentum(0.9)
                .l2(0.01)
                .loss(LossFunction.CROSS_ENTROPY)
                .initialization(Initialization.UNIFORM)
                .initial(start)
                .standardize(true)
                .tolerance(1e-4)
                .patience(2)
                .validationFraction(0.25)
                .split(Split.ROWS)
                .lossHistoryPoints(50)
                .build())
        .isEqualTo(
            new Hyperparameters(
                Solver.GRADIENT_DESCENT,
                0.1,
                7,
                3,
                false,
                -9,
                0.9,
                0.01,
                LossFunction.CROSS_ENTROPY,
                Initialization.UNIFORM,
                start,
                true,
                1e-4,
                2,
                0.25,
                Split.ROWS,
                50));
  }

  @Test
  void build_solverWithSettingsOfGradientDescent_namesThem() {
    for (Solver solver : new Solver[] {Solver.NEWTON, Solver.LBFGS}) {
      HyperparametersBuilder builder =
          Hyperparameters.builder()
              .solver(solver)
              .learningRate(0.5)
              .momentum(0.0)
              .batchSize(4)
              .shuffle(false);
      Faults.assertInvalid(
          builder::build,
          Reason.INVALID_HYPERPARAMETER,
          "learningRate",
          "momentum",
          "batchSize",
          "shuffle");
    }
  }

  @Test
  void build_solver_hasItsOwnNumberOfEpochs() {
    assertThat(Hyperparameters.builder().solver(Solver.NEWTON).build().epochs()).isEqualTo(100);
    assertThat(Hyperparameters.builder().solver(Solver.LBFGS).build().epochs()).isEqualTo(1000);
    assertThat(Hyperparameters.builder().solver(Solver.NEWTON).epochs(3).build().epochs())
        .isEqualTo(3);
  }

  @Test
  void requireFeatures_newtonWithMoreThan512_namesLbfgs() {
    Solver.NEWTON.requireFeatures(512);
    Solver.LBFGS.requireFeatures(100_000);
    Faults.assertInvalid(
        () -> Solver.NEWTON.requireFeatures(513), Reason.INVALID_HYPERPARAMETER, "solver");
  }
}
