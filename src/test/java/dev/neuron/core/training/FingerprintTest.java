package dev.neuron.core.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Examples;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  private static final byte[] DATASET = {0, -1};

  /** Both literals were worked out with Python's hashlib and struct. */
  @Test
  void train_slides_hasKnownFingerprints() {
    TrainingResult result = Trainings.train(Examples.slides(), Hyperparameters.builder());
    assertThat(result.datasetSha256())
        .isEqualTo("03492e5044733152c0ade2ec0e3572e4a5cedc5600d8056c395ef7d2fa6d76a9");
    assertThat(result.fingerprint())
        .isEqualTo("1e5e75001da2dbed24aa2818dd986da070ebe0701adf195c60293c1b383cc4cb");
  }

  @Test
  void of_eachHyperparameterChanged_isAnother() {
    List<UnaryOperator<HyperparametersBuilder>> changes =
        List.of(
            builder -> builder,
            builder -> builder.learningRate(0.25),
            builder -> builder.epochs(1001),
            builder -> builder.batchSize(2),
            builder -> builder.batchSize(2).shuffle(false),
            builder -> builder.seed(1L),
            builder -> builder.seed(-1L),
            builder -> builder.momentum(0.5),
            builder -> builder.l2(0.5),
            builder -> builder.loss(LossFunction.CROSS_ENTROPY),
            builder -> builder.initialization(Initialization.UNIFORM),
            builder -> builder.initial(new NeuronParameters(new double[3], 0)),
            builder -> builder.initial(new NeuronParameters(new double[3], 1)),
            builder -> builder.initial(new NeuronParameters(new double[] {1, 0, 0}, 0)),
            builder -> builder.standardize(true),
            builder -> builder.tolerance(0.0),
            builder -> builder.tolerance(0.5),
            builder -> builder.patience(6),
            builder -> builder.validationFraction(0.5),
            builder -> builder.validationFraction(0.5).split(Split.ROWS),
            builder -> builder.solver(Solver.NEWTON),
            builder -> builder.solver(Solver.NEWTON).epochs(1000),
            builder -> builder.solver(Solver.LBFGS),
            builder -> builder.lossHistoryPoints(999));
    Set<String> fingerprints = new HashSet<>();
    for (UnaryOperator<HyperparametersBuilder> change : changes) {
      Hyperparameters changed = change.apply(Hyperparameters.builder()).build();
      fingerprints.add(
          HexFormat.of().formatHex(Fingerprint.of(DATASET, changed.forRows(4, 4), null)));
    }
    assertThat(fingerprints).hasSameSizeAs(changes);
  }

  @Test
  void of_eachPartOfTheDatasetChanged_isAnother() {
    double[] y = {0, 1};
    Matrix x = Matrix.of(new double[] {1, 2}, new double[] {3, 4});
    List<Dataset> datasets =
        List.of(
            Dataset.of(x, y),
            Dataset.of(x, new double[] {1, 0}),
            Dataset.of(x, new double[] {-0.0, 1}),
            Dataset.of(Matrix.of(new double[] {1, 2}, new double[] {3, 5}), y),
            Dataset.of(Matrix.of(new double[] {3, 4}, new double[] {1, 2}), y),
            Dataset.of(Matrix.of(new double[] {1}, new double[] {2}), y),
            Dataset.of(Matrix.of(new double[] {1, 2, 3, 4}), new double[] {0}),
            Dataset.of(x, y, new double[] {1, 1}, null),
            Dataset.of(x, y, new double[] {1, 2}, null));
    assertThat(datasets.stream().map(Fingerprint::of).map(HexFormat.of()::formatHex))
        .doesNotHaveDuplicates();
  }

  @Test
  void of_featureNames_doNotCount() {
    Dataset slides = Examples.slides();
    Dataset named = Dataset.of(slides.x(), slides.y(), null, List.of("a", "b", "c"));
    assertThat(Fingerprint.of(named)).isEqualTo(Fingerprint.of(slides));
  }

  @Test
  void of_datasetSha256_counts() {
    Hyperparameters hyperparameters = Hyperparameters.builder().build();
    assertThat(Fingerprint.of(DATASET, hyperparameters, null))
        .isNotEqualTo(Fingerprint.of(new byte[] {0, -2}, hyperparameters, null));
  }

  /** Larger than any buffer. */
  @Test
  void of_largeDataset_isTheSha256OfItsNumbers() throws NoSuchAlgorithmException {
    Dataset dataset = Examples.soft(81, 5000, 3, true);
    ByteBuffer bytes = ByteBuffer.allocate(8 * (2 + 5000 * 5 + 1)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(5000).putLong(3);
    for (int cell = 0; cell < 15_000; cell++) {
      bytes.putDouble(dataset.x().values()[cell]);
    }
    for (double target : dataset.y()) {
      bytes.putDouble(target);
    }
    bytes.putLong(5000);
    for (double weight : requireNonNull(dataset.sampleWeights())) {
      bytes.putDouble(weight);
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
    assertThat(Fingerprint.of(dataset)).isEqualTo(digest);
  }
}
