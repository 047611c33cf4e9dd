package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.Examples;
import dev.neuron.core.NeuronService;
import dev.neuron.core.Tolerances;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.LossFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real data: 569 × 30, features from 0.001 to 4000. */
class BreastCancerTest {

  private final Dataset dataset = Examples.breastCancer();

  @ParameterizedTest
  @EnumSource
  void train_standardized_separatesBenignFromMalignant(LossFunction loss) {
    TrainingResult result =
        Trainings.train(dataset, Hyperparameters.builder().standardize(true).loss(loss));
    assertThat(result.accuracy()).isGreaterThanOrEqualTo(0.98);
    assertThat(result.lossHistory()).hasSize(1000);
    for (int epoch = 1; epoch < 1000; epoch++) {
      assertThat(result.lossHistory()[epoch]).isLessThan(result.lossHistory()[epoch - 1]);
    }
  }

  /** The result takes raw rows, so predicting with it needs no scale. */
  @Test
  void predict_withStandardizedTraining_takesRawRows() {
    TrainingResult result = Trainings.train(dataset, Hyperparameters.builder().standardize(true));
    double[] predictions = new NeuronService().predict(result.parameters(), dataset.x());
    double squares = 0;
    for (int i = 0; i < predictions.length; i++) {
      squares += Math.pow(dataset.y()[i] - predictions[i], 2);
    }
    assertThat(squares / dataset.rows())
        .isCloseTo(result.loss(), within(Tolerances.MANY_ROUNDINGS));
  }
}
