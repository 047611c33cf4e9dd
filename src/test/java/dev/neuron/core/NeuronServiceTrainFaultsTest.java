package dev.neuron.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.HyperparametersBuilder;
import dev.neuron.core.training.Trainings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeuronServiceTrainFaultsTest {

  private final Dataset slides = Examples.slides();

  /** Each epoch takes W about 2000 times as far to the other side. */
  @Test
  void train_diverging_isFaultOfTheLearningRate() {
    assertDiverges(slides, Hyperparameters.builder().learningRate(1e3).l2(1.0), "in epoch ");
  }

  @Test
  void train_divergingInTheLastEpoch_isFaultOfTheLearningRate() {
    HyperparametersBuilder once = Hyperparameters.builder().epochs(1).learningRate(1e300).l2(1.0);
    assertDiverges(slides, once, "after the last epoch");
  }

  @Test
  void train_startOfAnotherLength_isInvalid() {
    NeuronParameters start = new NeuronParameters(new double[] {1, 2}, 0);
    assertInvalid(
        slides,
        Hyperparameters.builder().initial(start),
        Reason.WRONG_FEATURE_COUNT,
        "hyperparameters/initial/W");
  }

  @ParameterizedTest
  @CsvSource({"5,0,batchSize", "1,0.9,validationFraction"})
  void train_hyperparametersThatDoNotFitTheRows_areInvalid(
      int batchSize, double validationFraction, String name) {
    assertInvalid(
        slides,
        Hyperparameters.builder().batchSize(batchSize).validationFraction(validationFraction),
        Reason.INVALID_HYPERPARAMETER,
        "hyperparameters/" + name);
  }

  private static void assertDiverges(
      Dataset dataset, HyperparametersBuilder hyperparameters, String when) {
    assertInvalid(
        dataset, hyperparameters, Reason.TRAINING_DIVERGED, "hyperparameters/learningRate");
    assertThatThrownBy(() -> Trainings.train(dataset, hyperparameters)).hasMessageContaining(when);
  }

  private static void assertInvalid(
      Dataset dataset, HyperparametersBuilder hyperparameters, Reason reason, String pointer) {
    Faults.assertInvalid(() -> Trainings.train(dataset, hyperparameters), reason, pointer);
  }
}
