package dev.neuron.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Faults;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final Matrix x = Matrix.of(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
  private final double[] y = {0, 0.5, 1};

  @Test
  void of_validParts_keepsThem() {
    Dataset dataset = Dataset.of(x, y, new double[] {0, 1, 2.5}, List.of("left", "right"));
    assertThat(dataset.rows()).isEqualTo(3);
    assertThat(dataset.features()).isEqualTo(2);
    assertThat(dataset.y()).containsExactly(0, 0.5, 1);
    assertThat(dataset.sampleWeights()).containsExactly(0, 1, 2.5);
    assertThat(dataset.featureNames()).containsExactly("left", "right");
    assertThat(Dataset.of(x, y).sampleWeights()).isNull();
    assertThat(Dataset.of(x, y).featureNames()).isNull();
  }

  @Test
  void of_featuresNotFinite_areNamedEach() {
    Matrix wrong =
        Matrix.of(new double[] {1, NAN}, new double[] {INFINITY, 4}, new double[] {5, -INFINITY});
    Faults.assertInvalid(
        () -> Dataset.of(wrong, y), Reason.UNUSABLE_CELL, "x/0/1", "x/1/0", "x/2/1");
  }

  /** The matrix' array may be longer than its values. */
  @Test
  void of_restOfTheArray_isNotLookedAt() {
    Matrix longer = new Matrix(new double[] {1, 2, 3, NAN}, 3, 1);
    assertThat(Dataset.of(longer, y).rows()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void of_wrongNumberOfTargets_isInvalid(int count) {
    Faults.assertInvalid(() -> Dataset.of(x, new double[count]), Reason.WRONG_TARGET_COUNT, "y");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-Double.MIN_VALUE, 1.0000000000000002, 2, -1, NAN, INFINITY})
  void of_targetOutOfRange_isInvalid(double target) {
    Faults.assertInvalid(
        () -> Dataset.of(x, new double[] {0, target, target}),
        Reason.TARGET_OUT_OF_RANGE,
        "y/1",
        "y/2");
  }

  @Test
  void of_wrongNumberOfWeights_isInvalid() {
    assertWeightsInvalid(new double[2], "sampleWeights");
  }

  @Test
  void of_weightsOutOfRange_areNamedEach() {
    assertWeightsInvalid(new double[] {-1, 1, NAN}, "sampleWeights/0", "sampleWeights/2");
    assertWeightsInvalid(new double[] {1, INFINITY, 1}, "sampleWeights/1");
    assertWeightsInvalid(new double[] {9e-101, 1e-100, 1e100}, "sampleWeights/0");
    assertWeightsInvalid(new double[] {1e-100, 1.1e100, 1e100}, "sampleWeights/1");
  }

  @Test
  void of_allWeightsZero_isInvalid() {
    assertWeightsInvalid(new double[3], "sampleWeights");
  }

  @Test
  void of_wrongNumberOfNames_isInvalid() {
    assertNamesInvalid(List.of("a"), "featureNames");
    assertNamesInvalid(List.of("a", "b", "c"), "featureNames");
  }

  @Test
  void of_namesBlankTooLongOrEqual_areNamedEach() {
    assertNamesInvalid(List.of("", " \t"), "featureNames/0", "featureNames/1");
    assertNamesInvalid(List.of("a", "a"), "featureNames/1");
    assertNamesInvalid(List.of("a".repeat(201), "b"), "featureNames/0");
    assertThat(Dataset.of(x, y, null, List.of("a".repeat(200), "b")).featureNames()).hasSize(2);
  }

  @Test
  void of_manyFaults_namesTheFirstTen() {
    double[] targets = new double[30];
    Arrays.fill(targets, 5, 30, 2);
    Matrix rows = Matrix.of(Collections.nCopies(30, new double[] {1}).toArray(double[][]::new));
    String[] pointers = IntStream.range(5, 15).mapToObj(i -> "y/" + i).toArray(String[]::new);
    Faults.assertInvalid(() -> Dataset.of(rows, targets), Reason.TARGET_OUT_OF_RANGE, pointers);
  }

  @Test
  void hasBinaryTargets_labels_areZerosAndOnes() {
    assertThat(Dataset.of(x, y).hasBinaryTargets()).isFalse();
    assertThat(Dataset.of(x, new double[] {0, 1, -0.0}).hasBinaryTargets()).isTrue();
  }

  @Test
  void select_rows_copiesThemInThatOrder() {
    Dataset selected =
        Dataset.of(x, y, new double[] {7, 8, 9}, List.of("a", "b")).select(new int[] {2, 0, 2});
    assertThat(selected.x().values()).containsExactly(5, 6, 1, 2, 5, 6);
    assertThat(selected.y()).containsExactly(1, 0, 1);
    assertThat(selected.sampleWeights()).containsExactly(9, 7, 9);
    assertThat(selected.featureNames()).containsExactly("a", "b");
    assertThat(Dataset.of(x, y).select(new int[] {1}).sampleWeights()).isNull();
  }

  private void assertWeightsInvalid(double[] weights, String... pointers) {
    Faults.assertInvalid(
        () -> Dataset.of(x, y, weights, null), Reason.INVALID_SAMPLE_WEIGHTS, pointers);
  }

  private void assertNamesInvalid(List<String> names, String... pointers) {
    Faults.assertInvalid(
        () -> Dataset.of(x, y, null, names), Reason.INVALID_FEATURE_NAMES, pointers);
  }
}
