package dev.neuron.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Examples;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.kernel.VectorSupport;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row of weight 0 is as good as absent, whatever is in it, and weights count in the accuracy. */
class WeightZeroTest {

  @BeforeAll
  static void useVectors() {
    VectorSupport.enable();
  }

  /** The neuron learns y = 1 for x > 0; the third row says otherwise, but does not count. */
  @Test
  void accuracy_rowOfWeightZero_doesNotCount() {
    Dataset dataset =
        Dataset.of(
            Matrix.of(new double[] {1}, new double[] {-1}, new double[] {5}),
            new double[] {1, 0, 0},
            new double[] {1, 1, 0},
            null);
    assertThat(train(dataset, h -> h.epochs(50)).accuracy()).isEqualTo(1);
  }

  /** Right for the rows of weight 3 and 1, wrong for the one of weight 4. */
  @Test
  void accuracy_weights_isTheShareOfTheWeight() {
    Dataset dataset =
        Dataset.of(
            Matrix.of(new double[] {1}, new double[] {-1}, new double[] {1}),
            new double[] {1, 0, 0},
            new double[] {3, 1, 4},
            null);
    UnaryOperator<HyperparametersBuilder> right =
        h -> h.epochs(1).learningRate(1e-6).initial(new NeuronParameters(new double[] {1}, 0));
    assertThat(train(dataset, right).accuracy()).isEqualTo(0.5);
  }

  /** The wrong row weighs too little to be seen in the sum of the weights. */
  @Test
  void accuracy_wrongRowOfHardlyAnyWeight_isBelowOne() {
    Dataset dataset =
        Dataset.of(
            Matrix.of(new double[] {1}, new double[] {-1}, new double[] {5}),
            new double[] {1, 0, 0},
            new double[] {1, 1, 1e-50},
            null);
    assertThat(train(dataset, h -> h.epochs(50)).accuracy()).isEqualTo(Math.nextDown(1.0));
  }

  @Test
  void accuracy_fractionalTargetOfWeightZero_isDefined() {
    Dataset dataset =
        Dataset.of(
            Matrix.of(new double[] {1}, new double[] {-1}, new double[] {5}),
            new double[] {1, 0, 0.5},
            new double[] {1, 1, 0},
            null);
    assertThat(train(dataset, h -> h.epochs(50)).accuracy()).isEqualTo(1);
  }

  /** Rows for every kernel: four, eight, plain rows, panels, several chunks. */
  @ParameterizedTest
  @CsvSource({"4", "8", "11", "200", "9000"})
  void train_hugeValuesInRowsOfWeightZero_hasTheBitsOfZeros(int rows) {
    for (LossFunction loss : LossFunction.values()) {
      for (boolean standardize : new boolean[] {false, true}) {
        UnaryOperator<HyperparametersBuilder> settings =
            h -> h.epochs(5).loss(loss).standardize(standardize);
        assertSameBits(rows, settings);
        assertSameBits(rows, h -> settings.apply(h).batchSize(3));
        assertSameBits(rows, h -> settings.apply(h).batchSize(100 < rows ? 100 : 2).momentum(0.5));
        assertSameBits(rows, h -> settings.apply(h).batchSize(1).shuffle(false));
      }
    }
  }

  /** Every third row weighs nothing: 1e308 in it, both signs in one row, must not reach any sum. */
  private static void assertSameBits(int rows, UnaryOperator<HyperparametersBuilder> settings) {
    Dataset ordinary = Examples.soft(rows, rows, 2, true);
    double[] weights = new double[rows];
    Arrays.setAll(weights, i -> i % 3 == 1 ? 0 : 1 + i % 4);
    double[] huge = Arrays.copyOf(ordinary.x().values(), 2 * rows);
    for (int i = 1; i < rows; i += 3) {
      huge[2 * i] = 1e308;
      huge[2 * i + 1] = i % 2 == 0 ? 1e308 : -1e308;
    }
    UnaryOperator<HyperparametersBuilder> started =
        h ->
            settings
                .apply(h)
                .initial(new NeuronParameters(new double[] {20, 30}, 1))
                .learningRate(0.1);
    Trainings.assertSameBits(
        train(Examples.weighted(ordinary.withFeatures(huge), weights), started),
        train(Examples.weighted(ordinary, weights), started));
  }

  private static TrainingResult train(
      Dataset dataset, UnaryOperator<HyperparametersBuilder> settings) {
    return Trainings.train(dataset, settings.apply(Hyperparameters.builder()));
  }
}
