package dev.neuron.core.chunk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Examples;
import dev.neuron.core.Faults;
import dev.neuron.core.NeuronService;
import dev.neuron.core.data.CodedRows;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.kernel.VectorSupport;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.HyperparametersBuilder;
import dev.neuron.core.training.Solver;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingListener;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.core.training.Trainings;
import dev.neuron.replica.ChunkStore;
import dev.neuron.replica.SingleReplica;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows in chunks give the bits of rows in one dataset. */
class ChunkedTrainingTest {

  private static final int CHUNK = LaneSums.CHUNK_ROWS;

  @BeforeAll
  static void useVectors() {
    VectorSupport.enable();
  }

  private static ChunkedDataset chunked(Dataset dataset) {
    ChunkStore store = new SingleReplica().chunks("dataset", ChunkExamples.columns(dataset));
    ChunkExamples.chunks(dataset).forEach(store::add);
    return ChunkedDataset.of(
        store, ChunkExamples.coded(dataset), dataset.rows(), null, dataset.hasBinaryTargets());
  }

  static Stream<HyperparametersBuilder> hyperparameters() {
    HyperparametersBuilder plain = Hyperparameters.builder().epochs(9);
    return Stream.of(
        plain,
        Hyperparameters.builder().epochs(9).standardize(true).lossHistoryPoints(4),
        Hyperparameters.builder().epochs(9).loss(LossFunction.CROSS_ENTROPY).momentum(0.9).l2(1e-3),
        Hyperparameters.builder()
            .epochs(9)
            .standardize(true)
            .initial(new NeuronParameters(new double[] {1, -1, 0.5}, 0.25)),
        Hyperparameters.builder().epochs(50).tolerance(0.05).patience(2),
        Hyperparameters.builder().solver(Solver.NEWTON),
        Hyperparameters.builder()
            .solver(Solver.NEWTON)
            .loss(LossFunction.CROSS_ENTROPY)
            .standardize(true)
            .l2(1e-3),
        Hyperparameters.builder().solver(Solver.LBFGS).loss(LossFunction.CROSS_ENTROPY));
  }

  private static void assertSameAnswer(Dataset dataset, Hyperparameters hyperparameters) {
    NeuronService neurons = new NeuronService();
    TrainingResult whole = neurons.train(dataset, hyperparameters);
    TrainingResult chunks =
        neurons.begin(chunked(dataset), hyperparameters).run(TrainingListener.NONE);
    assertThat(chunks).usingRecursiveComparison().ignoringFields("elapsedNanos").isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("hyperparameters")
  void result_isThatOfOneDataset(HyperparametersBuilder hyperparameters) {
    assertSameAnswer(Examples.labelled(5, 5 * CHUNK + 17, 3), hyperparameters.build());
  }

  /** Rows for each kernel of a last chunk, and for one thread and several. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 13, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 8, 4 * CHUNK})
  void result_ofAnyNumberOfRows_isThatOfOneDataset(int rows) {
    assertSameAnswer(
        Examples.labelled(6, rows, 4), Hyperparameters.builder().epochs(5).l2(0.01).build());
  }

  /** Weights of any size, zeros among them, whose sums depend on their order. */
  @ParameterizedTest
  @MethodSource("hyperparameters")
  void result_ofWeightedRows_isThatOfOneDataset(HyperparametersBuilder hyperparameters) {
    Dataset labelled = Examples.labelled(11, 3 * CHUNK + 5, 3);
    Random random = new Random(12);
    double[] weights =
        IntStream.range(0, labelled.rows())
            .mapToDouble(i -> i % 7 == 0 ? 0 : Math.exp(3 * random.nextGaussian()))
            .toArray();
    Arrays.fill(weights, CHUNK, 2 * CHUNK, 0); // a chunk in which no row counts
    assertSameAnswer(Examples.weighted(labelled, weights), hyperparameters.build());
  }

  @Test
  void result_ofFractionalTargets_hasNoAccuracy() {
    assertSameAnswer(
        Examples.soft(13, 2 * CHUNK + 3, 2, true), Hyperparameters.builder().epochs(3).build());
  }

  @Test
  void paused_goesOnWithTheSameBits() {
    Dataset dataset = Examples.labelled(7, 2 * CHUNK, 3);
    Hyperparameters hyperparameters = Hyperparameters.builder().epochs(10).momentum(0.5).build();
    NeuronService neurons = new NeuronService();
    Training training = neurons.begin(chunked(dataset), hyperparameters);
    TrainingResult result = null;
    int turns = 0;
    while (result == null) {
      turns++;
      result =
          training.run(
              (epoch, _, _) ->
                  epoch % 3 == 2 ? TrainingListener.Signal.PAUSE : TrainingListener.Signal.GO_ON);
    }
    assertThat(turns).isEqualTo(4);
    Trainings.assertSameBits(result, neurons.train(dataset, hyperparameters));
  }

  @Test
  void summary_isThatOfAllRows() {
    Dataset dataset = Examples.labelled(8, 17 * CHUNK + 5, 3);
    FeatureStatistics whole = FeatureStatistics.of(dataset, 0, new long[0]);
    FeatureStatistics summary =
        requireNonNull(
            new NeuronService()
                .begin(chunked(dataset), Hyperparameters.builder().build())
                .summary());
    assertThat(summary.rows()).isEqualTo(dataset.rows());
    assertThat(summary.min()).isEqualTo(whole.min());
    assertThat(summary.max()).isEqualTo(whole.max());
    assertThat(summary.hashes()).isEqualTo(whole.hashes());
    assertThat(summary.targets().fractional()).isZero();
    assertThat(summary.targets().sum()).isEqualTo(whole.targets().sum());
  }

  @Test
  void summary_ofRowsThatAreAllAtHand_isNotNeeded() {
    Dataset dataset = Examples.labelled(8, 10, 3);
    assertThat(
            new NeuronService()
                .begin(chunked(dataset), Hyperparameters.builder().build())
                .summary())
        .isNull();
  }

  @Test
  void parts_areRefused() {
    ChunkedDataset dataset = chunked(Examples.labelled(9, 10, 3));
    NeuronService neurons = new NeuronService();
    Faults.assertInvalid(
        () -> neurons.begin(dataset, Hyperparameters.builder().batchSize(5).build()),
        Reason.INVALID_HYPERPARAMETER,
        "hyperparameters/batchSize");
    Faults.assertInvalid(
        () -> neurons.begin(dataset, Hyperparameters.builder().shuffle(true).build()),
        Reason.INVALID_HYPERPARAMETER,
        "hyperparameters/shuffle");
    Faults.assertInvalid(
        () -> neurons.begin(dataset, Hyperparameters.builder().validationFraction(0.5).build()),
        Reason.INVALID_HYPERPARAMETER,
        "hyperparameters/validationFraction");
  }

  @Test
  void worker_keepsNoneReadyButWhatItIsAskedFor() {
    Dataset dataset = Examples.labelled(10, 2 * CHUNK, 3);
    ChunkScale scale = new ChunkScale(new double[3], new double[] {1, 1, 1}, LossFunction.MSE);
    CodedRows coded = ChunkExamples.coded(dataset);
    try (ChunkWorker worker =
        new ChunkWorker(ChunkExamples.chunks(dataset)::get, () -> coded, () -> scale)) {
      ChunkStep step = new ChunkStep.LossAndGradient(new double[4]);
      int[] both = {0, 1};
      List<double[]> first = worker.run(step, both);
      assertThat(worker.ready()).isEqualTo(2);
      worker.retain(new int[] {1});
      assertThat(worker.ready()).isEqualTo(1);
      assertThat(worker.run(step, both)).usingRecursiveComparison().isEqualTo(first);
    }
  }
}
