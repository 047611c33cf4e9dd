package dev.neuron.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.InvalidInputException.Reason;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationSplitTest {

  @Test
  void of_noShare_keepsTheDataset() {
    Dataset dataset = numbered(10);
    ValidationSplit split = ValidationSplit.of(dataset, 0, 1);
    assertThat(split.training()).isSameAs(dataset);
    assertThat(split.heldOut()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"10,0.25,3", "10,0.24,2", "10,0.04,1", "4,0.05,1", "2,0.5,1", "10,0.9,9", "7,0.5,4"})
  void of_share_isRoundedButAtLeastOne(int rows, double fraction, int heldOutRows) {
    ValidationSplit split = ValidationSplit.of(numbered(rows), fraction, 1);
    assertThat(heldOut(split)).hasSize(heldOutRows);
    assertThat(split.training().rows()).isEqualTo(rows - heldOutRows);
  }

  @Test
  void of_bothSides_holdEveryRowOnceInOrder() {
    ValidationSplit split = ValidationSplit.of(numbered(1000), 0.3, 77);
    assertThat(ids(split.training())).isSorted();
    assertThat(heldOut(split)).isSorted();
    double[] all =
        DoubleStream.concat(Arrays.stream(ids(split.training())), Arrays.stream(heldOut(split)))
            .sorted()
            .toArray();
    assertThat(all).containsExactly(ids(numbered(1000)));
  }

  /** Worked out in Python from the definition of the stream: 8 4 5 come first of 0 … 9. */
  @Test
  void of_seed42_holdsOutKnownRows() {
    assertThat(heldOut(ValidationSplit.of(numbered(10), 0.3, 42))).containsExactly(4, 5, 8);
  }

  @Test
  void of_seeds_decideTheRows() {
    Dataset dataset = numbered(100);
    double[] rows = heldOut(ValidationSplit.of(dataset, 0.3, 5));
    assertThat(heldOut(ValidationSplit.of(dataset, 0.3, 5))).containsExactly(rows);
    assertThat(heldOut(ValidationSplit.of(dataset, 0.3, 6))).isNotEqualTo(rows);
  }

  @Test
  void of_rows_keepTheirTargetsAndWeights() {
    ValidationSplit split = ValidationSplit.of(numbered(50), 0.4, 3);
    for (Dataset side : new Dataset[] {split.training(), requireNonNull(split.heldOut())}) {
      double[] weights = requireNonNull(side.sampleWeights());
      for (int i = 0; i < side.rows(); i++) {
        assertThat(side.y()[i]).isEqualTo(ids(side)[i] / 50);
        assertThat(weights[i]).isEqualTo(ids(side)[i] + 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,0.5", "1,0.001", "2,0.75", "10,0.95", "10,0.999"})
  void of_noRowLeft_isInvalid(int rows, double fraction) {
    Dataset dataset = numbered(rows);
    Faults.assertInvalid(
        () -> ValidationSplit.of(dataset, fraction, 1),
        Reason.INVALID_HYPERPARAMETER,
        "validationFraction");
  }

  /** Only one row of ten weighs anything, so one side is always without weight. */
  @Test
  void of_noWeightLeft_isInvalid() {
    double[] weights = new double[10];
    weights[3] = 1;
    Dataset dataset = Examples.weighted(numbered(10), weights);
    for (long seed = 0; seed < 20; seed++) {
      long fixed = seed;
      Faults.assertInvalid(
          () -> ValidationSplit.of(dataset, 0.5, fixed),
          Reason.INVALID_HYPERPARAMETER,
          "validationFraction");
    }
  }

  /** Row i is (i, −i) with the target i / n and the weight i + 1. */
  private static Dataset numbered(int rows) {
    double[][] x = new double[rows][];
    Arrays.setAll(x, i -> new double[] {i, -i});
    double[] y = new double[rows];
    Arrays.setAll(y, i -> (double) i / rows);
    double[] s = new double[rows];
    Arrays.setAll(s, i -> i + 1);
    return Dataset.of(Matrix.of(x), y, s, null);
  }

  private static double[] heldOut(ValidationSplit split) {
    return ids(requireNonNull(split.heldOut()));
  }

  private static double[] ids(Dataset dataset) {
    double[] ids = new double[dataset.rows()];
    Arrays.setAll(ids, i -> dataset.x().values()[2 * i]);
    return ids;
  }
}
