package dev.neuron.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.HyperparametersBuilder;
import dev.neuron.core.training.StopReason;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.core.training.Trainings;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NeuronServiceTrainTest {

  private final Dataset slides = Examples.slides();

  @Test
  void train_defaults_describesWhatWasDone() {
    TrainingResult result = Trainings.train(slides, Hyperparameters.builder());
    assertThat(result.rows()).isEqualTo(4);
    assertThat(result.features()).isEqualTo(3);
    assertThat(result.hyperparameters())
        .isEqualTo(Hyperparameters.builder().batchSize(4).shuffle(false).build());
    assertThat(result.accuracy()).isEqualTo(1);
    assertThat(result.lossHistory()).hasSize(1000);
    assertThat(result.lossHistoryStride()).isEqualTo(1);
    assertThat(result.validationLoss()).isNull();
    assertThat(result.validationAccuracy()).isNull();
    assertThat(result.validationLossHistory()).isEmpty();
    assertThat(result.stopReason()).isEqualTo(StopReason.EPOCHS_COMPLETED);
    assertThat(result.elapsedNanos()).isNotNegative();
  }

  /** A scale of the weights that cancels, down to the smallest sums that a dataset may have. */
  @Test
  void train_tinySampleWeights_learnsAsWithOnes() {
    TrainingResult tiny =
        Trainings.train(
            Examples.weighted(slides, 1e-100, 1e-100, 1e-100, 1e-100),
            Hyperparameters.builder().epochs(1));
    assertThat(Trainings.parameters(tiny)).containsExactly(0.0625, 0, 0, 0);
  }

  @Test
  void train_earlyStopped_returnsTheBestHeldOutEpoch() {
    Dataset noisy = Examples.labelled(71, 30, 6);
    HyperparametersBuilder request =
        Hyperparameters.builder()
            .loss(LossFunction.CROSS_ENTROPY)
            .validationFraction(0.4)
            .seed(6L)
            .patience(20);
    TrainingResult result = Trainings.train(noisy, request.tolerance(0.0));
    assertThat(result.stopReason()).isEqualTo(StopReason.EARLY_STOPPED);
    double lowest = Arrays.stream(result.validationLossHistory()).min().orElseThrow();
    int best = Arrays.stream(result.validationLossHistory()).boxed().toList().indexOf(lowest);
    assertThat(best).isEqualTo(result.epochsRun() - 1 - 20).isPositive();
    assertThat(requireNonNull(result.validationLoss())).isEqualTo(lowest);
    TrainingResult until = Trainings.train(noisy, request.tolerance(null).epochs(best));
    assertThat(Trainings.parameters(result)).containsExactly(Trainings.parameters(until));
  }
}
