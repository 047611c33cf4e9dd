package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.Allocated;
import dev.neuron.core.Examples;
import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No training may take more memory than it was granted. */
class TrainingMemoryTest {

  private static final int ROWS = 50_000;
  private static final int FEATURES = 20;

  /** Small things, and the arrays that are kept for the next training. */
  private static final long LEEWAY = 5L << 20;

  private final NeuronService neurons = new NeuronService();

  @BeforeAll
  static void compileVectors() {
    VectorWarmUp.run(); // before, each vector is an object
  }

  private static List<HyperparametersBuilder> ways() {
    return List.of(
        Hyperparameters.builder().epochs(1),
        Hyperparameters.builder().epochs(1).standardize(true),
        Hyperparameters.builder().epochs(1).validationFraction(0.3),
        Hyperparameters.builder().epochs(1).standardize(true).validationFraction(0.5),
        Hyperparameters.builder().epochs(1).batchSize(1),
        Hyperparameters.builder().epochs(1).batchSize(16).shuffle(false),
        Hyperparameters.builder().epochs(1).batchSize(1000));
  }

  @Test
  void memory_isAtLeastWhatATrainingAllocates() throws Exception {
    Dataset dataset = Examples.soft(1, ROWS, FEATURES, true);
    long itself = 8L * ROWS * (FEATURES + 2);
    for (HyperparametersBuilder way : ways()) {
      Hyperparameters asked = way.build();
      long allocated = Allocated.leastBy(5, () -> neurons.train(dataset, asked));
      assertThat(TrainingMemory.bytes(dataset, asked) - itself)
          .as(asked.toString())
          .isBetween(allocated - LEEWAY, 2 * allocated + LEEWAY);
    }
  }

  @Test
  void memory_countsLossHistoriesAndTheirCopies() {
    int epochs = 1_000_000;
    Hyperparameters asked =
        Hyperparameters.builder()
            .epochs(epochs)
            .lossHistoryPoints(epochs)
            .validationFraction(0.25)
            .build();
    assertThat(TrainingMemory.bytes(Examples.slides(), asked))
        .isBetween(32L * epochs, 33L * epochs);
  }
}
