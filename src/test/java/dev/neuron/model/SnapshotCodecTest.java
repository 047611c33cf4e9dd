package dev.neuron.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Split;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingListener;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.diagnosis.Diagnosis;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.table.CategoryColumn;
import dev.neuron.table.ClassLabel;
import dev.neuron.table.Classes;
import dev.neuron.table.NumberColumn;
import dev.neuron.table.TableEncoding;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Decoding returns the encoded content, to the last bit. */
class SnapshotCodecTest {

  /** The rows of a dataset may be laid out differently in memory: they are compared by value. */
  private static final RecursiveComparisonConfiguration FIELD_BY_FIELD =
      RecursiveComparisonConfiguration.builder()
          .withStrictTypeChecking(true)
          .withEqualsForType(SnapshotCodecTest::sameRows, Matrix.class)
          .build();

  private static boolean sameRows(Matrix a, Matrix b) {
    return a.rows() == b.rows()
        && a.columns() == b.columns()
        && IntStream.range(0, a.rows())
            .allMatch(
                i ->
                    IntStream.range(0, a.columns())
                        .allMatch(j -> Double.compare(a.value(i, j), b.value(i, j)) == 0));
  }

  private static void assertComesBack(Content content) {
    assertThat(SnapshotCodec.decode(SnapshotCodec.encode(content)))
        .usingRecursiveComparison(FIELD_BY_FIELD)
        .isEqualTo(content);
  }

  private static Content trained(Hyperparameters hyperparameters, Dataset dataset) {
    Training training = new NeuronService().begin(dataset, hyperparameters);
    TrainingResult result = Objects.requireNonNull(training.run(TrainingListener.NONE));
    Provenance origin =
        Provenance.of(
            result, "fromThis", Diagnosis.after(training, result).findings(), null, dataset);
    return new Content(
        new Owner("anna"), "name", result.parameters(), dataset.featureNames(), origin);
  }

  @Test
  void decode_importedNeuron_comesBack() {
    assertComesBack(
        new Content(
            Owner.ANONYMOUS, null, new NeuronParameters(new double[] {1.5}, -2), null, null));
  }

  @Test
  void decode_encodingOfATable_comesBack() {
    TableEncoding encoding =
        new TableEncoding(
            List.of(
                new NumberColumn("age", -0.5, 1e300, 3.25),
                new NumberColumn("x", null, null, null),
                new CategoryColumn(
                    "c\u0000\u202E",
                    List.of(new CategoryColumn.Level("=cmd", 3), new CategoryColumn.Level("\"", 1)),
                    1,
                    2,
                    true)),
            true,
            List.of("id", "y"),
            new Classes(new ClassLabel("false", null, false), new ClassLabel("2.5", 2.5, null)));

    assertComesBack(
        new Content(
            Owner.ANONYMOUS,
            null,
            new NeuronParameters(new double[] {1.5, 2, 3, 4}, -2),
            List.of("age", "x", "c=\"", "c=(missing)"),
            encoding,
            null));
  }

  @Test
  void decode_numbersThatAreEasyToLose_haveTheirBits() {
    double[] weights = {-0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1, Math.nextUp(1.0), 1e22};
    Content content =
        new Content(new Owner("b"), "n", new NeuronParameters(weights, Math.PI), null, null);

    NeuronParameters back = SnapshotCodec.decode(SnapshotCodec.encode(content)).parameters();

    assertThat(Arrays.stream(back.weights()).mapToLong(Double::doubleToRawLongBits))
        .containsExactly(
            Arrays.stream(weights)
                .mapToLong(Double::doubleToRawLongBits)
                .boxed()
                .toArray(Long[]::new));
  }

  /** Weighted rows with names, held-out rows, findings with several kinds of cure. */
  @Test
  void decode_trainedNeuronWithAllThereIs_comesBack() {
    double[][] x = new double[40][];
    double[] y = new double[40];
    double[] weights = new double[40];
    for (int i = 0; i < x.length; i++) {
      x[i] = new double[] {i, 1000 * Math.sin(i), 1, i};
      y[i] = i % 7 == 0 ? 1 : 0;
      weights[i] = 1 + i / 10.0;
    }
    Dataset dataset = Dataset.of(Matrix.of(x), y, weights, List.of("größe", "\"b\"", "c", "d"));
    Content content =
        trained(
            Hyperparameters.builder()
                .epochs(50)
                .loss(LossFunction.CROSS_ENTROPY)
                .validationFraction(0.2)
                .tolerance(1e-9)
                .batchSize(8)
                .initial(new NeuronParameters(new double[] {1, 2, 3, 4}, 5))
                .build(),
            dataset);

    assertThat(Objects.requireNonNull(content.origin()).findings())
        .as("what this test is about")
        .hasSizeGreaterThan(2)
        .anyMatch(finding -> finding.cure() != null);
    assertComesBack(content);
  }

  @Test
  void decode_datasetWithoutWeightsAndNames_comesBack() {
    Dataset xor =
        Dataset.of(
            Matrix.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}), new double[] {0, 1, 1, 0});
    assertComesBack(trained(Hyperparameters.builder().epochs(3).build(), xor));
  }

  /** A model that was kept before there was another way to draw than from all rows. */
  @Test
  void decode_withoutSplit_wasDrawnFromAllRows() {
    Dataset rows = Dataset.of(Matrix.of(new double[][] {{0}, {1}, {2}}), new double[] {0, 1, 0});
    CBORMapper cbor = new CBORMapper();
    byte[] bytes = SnapshotCodec.encode(trained(Hyperparameters.builder().epochs(2).build(), rows));
    ObjectNode tree = (ObjectNode) cbor.readTree(Arrays.copyOfRange(bytes, 1, bytes.length));
    ObjectNode kept = (ObjectNode) tree.at("/origin/result/hyperparameters");
    assertThat(kept.remove("split")).isNotNull();
    byte[] older = cbor.writeValueAsBytes(tree);
    byte[] form = Arrays.copyOf(bytes, 1 + older.length);
    System.arraycopy(older, 0, form, 1, older.length);

    Content content = SnapshotCodec.decode(form);

    assertThat(Objects.requireNonNull(content.origin()).result().hyperparameters().split())
        .isEqualTo(Split.ROWS);
  }

  /** A content that a version without checksums kept. */
  @Test
  void decode_withoutChecksum_comesBack() {
    Content content = Stores.content("a", 3);
    byte[] bytes = SnapshotCodec.encode(content);
    ObjectNode tree = (ObjectNode) new CBORMapper().readTree(bytes, 1, bytes.length - 1);
    assertThat(tree.remove("crc32c")).isNotNull();
    byte[] older = new CBORMapper().writeValueAsBytes(tree);

    assertThat(
            SnapshotCodec.decode(
                ByteBuffer.allocate(1 + older.length).put(bytes[0]).put(older).array()))
        .usingRecursiveComparison(FIELD_BY_FIELD)
        .isEqualTo(content);
  }

  /** A flipped bit is found, or it is one of the key of the checksum and the content is whole. */
  @Test
  void decode_anyFlippedBit_neverGivesAnotherContent() {
    Content content =
        trained(
            Hyperparameters.builder().epochs(2).build(),
            Dataset.of(Matrix.of(new double[][] {{0}, {1}, {2}}), new double[] {0, 1, 0}));
    byte[] bytes = SnapshotCodec.encode(content);
    int found = 0;
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertThat(SnapshotCodec.decode(flipped))
            .usingRecursiveComparison(FIELD_BY_FIELD)
            .isEqualTo(content);
      } catch (IllegalArgumentException _) {
        found++;
      }
    }

    assertThat(found).isGreaterThan(8 * (bytes.length - 12));
  }

  @Test
  void decode_otherForm_isRefused() {
    byte[] bytes = SnapshotCodec.encode(Stores.content("a"));
    bytes[0]++;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SnapshotCodec.decode(bytes))
        .withMessageContaining("form");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 20})
  void decode_bytesThatWereCutOff_isRefused(int length) {
    byte[] bytes = Arrays.copyOf(SnapshotCodec.encode(Stores.content("a")), length);

    assertThatIllegalArgumentException().isThrownBy(() -> SnapshotCodec.decode(bytes));
  }
}
