package dev.neuron.core.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.core.Examples;
import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.kernel.VectorSupport;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.TrainingListener.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trainings side by side have the bits that they have alone. */
class LockstepTest {

  private static final int TRAININGS = 200;

  private final NeuronService neurons = new NeuronService();

  @BeforeAll
  static void enableVectors() {
    VectorSupport.enable();
  }

  private static List<TrainingListener> withoutListeners(List<Training> trainings) {
    return Collections.nCopies(trainings.size(), TrainingListener.NONE);
  }

  private static TrainingResult end(Training training) {
    return requireNonNull(training.run(TrainingListener.NONE));
  }

  /** The result without the time that it took. */
  private static void assertSame(TrainingResult result, TrainingResult alone) {
    assertThat(result)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*[nN]anos")
        .isEqualTo(alone);
  }

  private static Dataset dataset(SplittableRandom random) {
    int rows = random.nextInt(1, 10);
    int features = random.nextInt(1, 4);
    double scale = Math.pow(10, random.nextInt(-2, 4));
    double[] x = random.doubles((long) rows * features, -scale, scale).toArray();
    double[] y = random.doubles(rows).map(u -> random.nextBoolean() ? u : Math.rint(u)).toArray();
    double[] weights = random.nextInt(3) == 0 ? random.doubles(rows, 0.1, 3).toArray() : null;
    return Dataset.of(new Matrix(x, rows, features), y, weights, null);
  }

  private static Hyperparameters hyperparameters(SplittableRandom random, int rows) {
    HyperparametersBuilder builder =
        Hyperparameters.builder()
            .epochs(random.nextInt(1, 3) * 40)
            .learningRate(random.nextDouble(0.01, 2))
            .loss(random.nextBoolean() ? LossFunction.MSE : LossFunction.CROSS_ENTROPY)
            .lossHistoryPoints(random.nextInt(1, 60))
            .seed(random.nextLong())
            .initialization(random.nextBoolean() ? Initialization.ZEROS : Initialization.UNIFORM);
    switch (random.nextInt(8)) {
      case 0 -> builder.momentum(0.9);
      case 1 -> builder.l2(0.01);
      case 2 -> builder.standardize(rows > 1);
      case 3 -> builder.batchSize(random.nextInt(1, rows + 1));
      case 4 -> builder.tolerance(1e-3);
      case 5 -> builder.validationFraction(rows > 3 ? 0.3 : 0);
      default -> {}
    }
    return builder.build();
  }

  @Test
  void advance_trainingsOfAllKinds_areWhatTheyAreAlone() {
    SplittableRandom random = new SplittableRandom(42);
    List<Training> together = new ArrayList<>();
    List<TrainingResult> alone = new ArrayList<>();
    while (together.size() < TRAININGS) {
      Dataset dataset = dataset(random);
      Hyperparameters hyperparameters = hyperparameters(random, dataset.rows());
      together.add(neurons.begin(dataset, hyperparameters));
      alone.add(neurons.train(dataset, hyperparameters));
    }

    LockstepGroups.advance(together, withoutListeners(together));

    for (int i = 0; i < TRAININGS; i++) {
      assertSame(end(together.get(i)), alone.get(i));
    }
  }

  @Test
  void advance_leavesTheLastEpochToEach() {
    List<Integer> told = new ArrayList<>();
    List<Training> together =
        IntStream.range(0, 9)
            .mapToObj(
                _ ->
                    neurons.begin(Examples.slides(), Hyperparameters.builder().epochs(100).build()))
            .toList();
    TrainingListener listener =
        (epoch, loss, parameters) -> {
          assertThat(loss).isBetween(0.0, 1.0);
          assertThat(parameters.get().features()).isEqualTo(3);
          told.add(epoch);
          return Signal.GO_ON;
        };

    LockstepGroups.advance(together, Collections.nCopies(9, listener));

    // each lane receives every eighth of 99 epochs; the ninth training has no partner
    assertThat(told).hasSize(99).isSorted().doesNotHaveDuplicates();
    told.clear();
    together.get(0).run(listener);
    assertThat(told).containsExactly(99);
    told.clear();
    together.get(8).run(listener);
    assertThat(told).hasSize(100);
  }

  @Test
  void advance_listenerThatWantsAPause_stopsAllAndTheyGoOnWithTheSameBits() {
    Hyperparameters hyperparameters = Hyperparameters.builder().epochs(500).momentum(0.5).build();
    List<Training> together =
        IntStream.range(0, 5)
            .mapToObj(_ -> neurons.begin(Examples.slides(), hyperparameters))
            .toList();
    TrainingListener pausing =
        (epoch, _, _) -> epoch > 99 && epoch < 120 ? Signal.PAUSE : Signal.GO_ON;

    LockstepGroups.advance(together, Collections.nCopies(5, pausing));

    assertThat(together.getFirst().run((_, _, _) -> Signal.PAUSE)).isNull();
    LockstepGroups.advance(together, withoutListeners(together));
    TrainingResult alone = neurons.train(Examples.slides(), hyperparameters);
    for (Training training : together) {
      assertSame(end(training), alone);
    }
  }

  /** The first that diverges ends as it would alone, and the others do not notice. */
  @Test
  void advance_oneDiverges_failsInTheSameEpochAndTheOthersGoOn() {
    Dataset steep = Dataset.of(Matrix.of(new double[] {1}, new double[] {-1}), new double[] {1, 0});
    Hyperparameters diverging =
        Hyperparameters.builder().epochs(2000).learningRate(3.0).l2(1.0).build();
    Hyperparameters healthy = Hyperparameters.builder().epochs(2000).build();
    String alone =
        requireNonNull(
            assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> neurons.train(steep, diverging))
                .actual()
                .getMessage());
    assertThat(alone).containsPattern("in epoch \\d{2,4};");
    Training bad = neurons.begin(steep, diverging);
    Training good = neurons.begin(steep, healthy);

    LockstepGroups.advance(List.of(good, bad), withoutListeners(List.of(good, bad)));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> end(bad))
        .withMessage(alone);
    assertSame(end(good), neurons.train(steep, healthy));
  }
}
