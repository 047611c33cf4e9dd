package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;

/** Trains, and compares the results. */
public final class Trainings {

  private Trainings() {}

  public static TrainingResult train(Dataset dataset, HyperparametersBuilder hyperparameters) {
    return new NeuronService().train(dataset, hyperparameters.build());
  }

  /** W and then b. */
  public static double[] parameters(TrainingResult result) {
    return result.parameters().toArray();
  }

  public static void assertSameBits(TrainingResult actual, TrainingResult expected) {
    assertThat(parameters(actual)).containsExactly(parameters(expected));
    assertThat(actual.loss()).isEqualTo(expected.loss());
    assertThat(actual.validationLoss()).isEqualTo(expected.validationLoss());
    assertThat(actual.lossHistory()).containsExactly(expected.lossHistory());
    assertThat(actual.validationLossHistory()).containsExactly(expected.validationLossHistory());
    assertThat(actual.epochsRun()).isEqualTo(expected.epochsRun());
    assertThat(actual.stopReason()).isEqualTo(expected.stopReason());
  }

  static void assertSame(TrainingResult actual, TrainingResult expected, double tolerance) {
    assertThat(parameters(actual)).containsExactly(parameters(expected), within(tolerance));
    assertThat(actual.loss()).isCloseTo(expected.loss(), within(tolerance));
    assertThat(actual.lossHistory()).containsExactly(expected.lossHistory(), within(tolerance));
  }

  static void assertDifferent(TrainingResult actual, TrainingResult expected) {
    assertThat(parameters(actual)).isNotEqualTo(parameters(expected));
    assertThat(actual.fingerprint()).isNotEqualTo(expected.fingerprint());
  }
}
