package dev.neuron.core.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.core.Examples;
import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.kernel.VectorSupport;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.TrainingListener.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that is paused, cancelled, overdue or watched. */
class PausedTrainingTest {

  private static final int EPOCHS = 40;

  record Case(String name, Dataset dataset, HyperparametersBuilder hyperparameters) {
    Training begin() {
      return new NeuronService().begin(dataset, hyperparameters.build());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void useVectors() {
    VectorSupport.enable();
  }

  /** One for each kernel, and one for each thing that is remembered from epoch to epoch. */
  static Stream<Case> cases() {
    Dataset small = Examples.labelled(3, 100, 5);
    Dataset large = Examples.labelled(4, 5 * LaneSums.CHUNK_ROWS, 3);
    return Stream.of(
        new Case("tiny", Examples.slides(), epochs()),
        new Case("panels", small, epochs().momentum(0.9)),
        new Case("all processors", large, epochs()),
        new Case("plain", small, epochs().batchSize(1).seed(7L)),
        new Case("shuffled panels", small, epochs().batchSize(20).seed(8L).l2(1e-3)),
        new Case("standardised", small, epochs().standardize(true).lossHistoryPoints(7)),
        new Case(
            "held out",
            small,
            epochs().validationFraction(0.3).tolerance(1e-3).patience(3).learningRate(3.0)),
        new Case("newton", small, epochs().solver(Solver.NEWTON).l2(1e-3)),
        new Case("lbfgs", large, epochs().solver(Solver.LBFGS).loss(LossFunction.CROSS_ENTROPY)),
        new Case("converging", Examples.slides(), epochs().tolerance(0.01).patience(2)));
  }

  private static HyperparametersBuilder epochs() {
    return Hyperparameters.builder().epochs(EPOCHS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void run_pausedAfterEveryEpoch_hasTheSameBits(Case training) {
    TrainingResult atOnce = requireNonNull(training.begin().run(TrainingListener.NONE));

    Training inTurns = training.begin();
    TrainingResult result = null;
    int turns = 0;
    while (result == null) {
      result = inTurns.run((epoch, loss, parameters) -> Signal.PAUSE);
      turns++;
    }

    assertThat(turns).isEqualTo(atOnce.epochsRun());
    assertThat(result.fingerprint()).isEqualTo(atOnce.fingerprint());
    assertThat(result.stopReason()).isEqualTo(atOnce.stopReason());
    assertThat(Trainings.parameters(result)).containsExactly(Trainings.parameters(atOnce));
    assertThat(result.loss()).isEqualTo(atOnce.loss());
    assertThat(result.lossHistory()).containsExactly(atOnce.lossHistory());
    assertThat(result.validationLossHistory()).containsExactly(atOnce.validationLossHistory());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void epochCompleted_parameters_areThoseOfATrainingOfSoManyEpochs(Case training) {
    List<NeuronParameters> seen = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    TrainingResult whole =
        requireNonNull(
            training
                .begin()
                .run(
                    (epoch, loss, parameters) -> {
                      assertThat(epoch).isEqualTo(seen.size());
                      seen.add(parameters.get());
                      losses.add(loss);
                      return Signal.GO_ON;
                    }));

    assertThat(seen).hasSize(whole.epochsRun());
    TrainingResult five =
        Trainings.train(training.dataset(), training.hyperparameters().epochs(5).tolerance(null));
    assertThat(seen.get(4).toArray()).containsExactly(Trainings.parameters(five));
    if (five.lossHistoryStride() == 1) {
      assertThat(losses.subList(0, 5).stream().mapToDouble(d -> d))
          .containsExactly(Arrays.stream(five.lossHistory()).boxed().toArray(Double[]::new));
    }
  }

  @Test
  void run_cancelledOrOverdue_returnsTheModelSoFarUnderAnotherFingerprint() {
    TrainingResult ten = Trainings.train(Examples.slides(), Hyperparameters.builder().epochs(10));
    for (Signal signal : new Signal[] {Signal.CANCEL, Signal.OVERDUE}) {
      Training training =
          new NeuronService()
              .begin(Examples.slides(), Hyperparameters.builder().epochs(20).build());

      TrainingResult result =
          requireNonNull(
              training.run((epoch, loss, parameters) -> epoch == 9 ? signal : Signal.GO_ON));

      assertThat(result.stopReason())
          .isEqualTo(signal == Signal.CANCEL ? StopReason.CANCELLED : StopReason.DEADLINE);
      assertThat(result.epochsRun()).isEqualTo(10);
      assertThat(Trainings.parameters(result)).containsExactly(Trainings.parameters(ten));
      assertThat(result.loss()).isEqualTo(ten.loss());
      assertThat(result.fingerprint()).isNotEqualTo(ten.fingerprint());
    }
  }

  @Test
  void run_signalAfterTheLastEpoch_changesNothing() {
    for (Signal signal : Signal.values()) {
      TrainingResult result =
          new NeuronService()
              .begin(Examples.slides(), Hyperparameters.builder().epochs(3).build())
              .run((epoch, loss, parameters) -> epoch == 2 ? signal : Signal.GO_ON);

      assertThat(requireNonNull(result).stopReason()).isEqualTo(StopReason.EPOCHS_COMPLETED);
    }
  }

  @Test
  void run_divergingWhileWatched_isTheDivergence() {
    Dataset steep =
        Dataset.of(Matrix.of(new double[] {1e300}, new double[] {-1e300}), new double[] {0, 1});
    Training training =
        new NeuronService()
            .begin(steep, Hyperparameters.builder().learningRate(1e300).epochs(100).build());

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                training.run(
                    (epoch, loss, parameters) -> {
                      assertThat(parameters.get().features()).isEqualTo(1);
                      return Signal.GO_ON;
                    }))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TRAINING_DIVERGED));
  }
}
