package dev.neuron.core.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.Examples;
import dev.neuron.core.Faults;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ValidationSplitTest {

  @Test
  void of_noShare_keepsTheDataset() {
    Dataset dataset = numbered(10);
    ValidationSplit split = ValidationSplit.of(dataset, 0, Split.CLASSES, 1);
    assertThat(split.training()).isSameAs(dataset);
    assertThat(split.heldOut()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"10,0.25,3", "10,0.24,2", "10,0.04,1", "4,0.05,1", "2,0.5,1", "10,0.9,9", "7,0.5,4"})
  void of_share_isRoundedButAtLeastOne(int rows, double fraction, int heldOutRows) {
    ValidationSplit split = ValidationSplit.of(numbered(rows), fraction, Split.CLASSES, 1);
    assertThat(heldOut(split)).hasSize(heldOutRows);
    assertThat(split.training().rows()).isEqualTo(rows - heldOutRows);
  }

  @Test
  void of_bothSides_holdEveryRowOnceInOrder() {
    ValidationSplit split = ValidationSplit.of(numbered(1000), 0.3, Split.CLASSES, 77);
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
    assertThat(heldOut(ValidationSplit.of(numbered(10), 0.3, Split.CLASSES, 42)))
        .containsExactly(4, 5, 8);
  }

  @Test
  void of_seeds_decideTheRows() {
    Dataset dataset = numbered(100);
    double[] rows = heldOut(ValidationSplit.of(dataset, 0.3, Split.CLASSES, 5));
    assertThat(heldOut(ValidationSplit.of(dataset, 0.3, Split.CLASSES, 5))).containsExactly(rows);
    assertThat(heldOut(ValidationSplit.of(dataset, 0.3, Split.CLASSES, 6))).isNotEqualTo(rows);
  }

  @Test
  void of_rows_keepTheirTargetsAndWeights() {
    ValidationSplit split = ValidationSplit.of(numbered(50), 0.4, Split.CLASSES, 3);
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
        () -> ValidationSplit.of(dataset, fraction, Split.CLASSES, 1),
        Reason.INVALID_HYPERPARAMETER,
        "validationFraction");
  }

  /** Only one row of ten weighs anything, so one side is always without weight. */
  @ParameterizedTest
  @EnumSource
  void of_noWeightLeft_isInvalid(Split drawn) {
    double[] weights = new double[10];
    weights[3] = 1;
    Dataset dataset = Examples.weighted(numbered(10), weights);
    for (long seed = 0; seed < 20; seed++) {
      long fixed = seed;
      Faults.assertInvalid(
          () -> ValidationSplit.of(dataset, 0.5, drawn, fixed),
          Reason.INVALID_HYPERPARAMETER,
          "validationFraction");
    }
  }

  @ParameterizedTest
  @CsvSource({
    // zeros, ones, fraction, zeros held out, ones held out
    "3,1,0.25,1,0",
    "4,4,0.25,1,1",
    "6,2,0.5,3,1",
    "90,10,0.3,27,3",
    "95,5,0.1,10,0", // half a row of the rarer class: the commoner one has it
    "94,6,0.1,9,1",
    "1,9,0.8,0,8",
    "2,8,0.8,1,7", // 1.6 zeros would be 2, but one is to be trained on
    "5,5,0.7,4,3" // 3.5 of each: no more than 4 may go
  })
  void of_binaryTargets_eachClassKeepsItsShare(
      int zeros, int ones, double fraction, int zerosHeldOut, int onesHeldOut) {
    for (long seed = 0; seed < 10; seed++) {
      Dataset heldOut =
          requireNonNull(
              ValidationSplit.of(binary(zeros, ones), fraction, Split.CLASSES, seed).heldOut());
      assertThat(Arrays.stream(heldOut.y()).sum()).isEqualTo(onesHeldOut);
      assertThat(heldOut.rows()).isEqualTo(zerosHeldOut + onesHeldOut);
    }
  }

  @Test
  void of_onlyRowOfAClass_isTrainedOn() {
    for (long seed = 0; seed < 50; seed++) {
      ValidationSplit split = ValidationSplit.of(binary(3, 1), 0.25, Split.CLASSES, seed);
      assertThat(split.training().y()).contains(1);
    }
  }

  @Test
  void of_noRowOfAClassLeft_isInvalidUnlessDrawnFromAllRows() {
    Dataset dataset = binary(1, 1);
    Faults.assertInvalid(
        () -> ValidationSplit.of(dataset, 0.5, Split.CLASSES, 1),
        Reason.INVALID_HYPERPARAMETER,
        "validationFraction");
    assertThat(ValidationSplit.of(dataset, 0.5, Split.ROWS, 1).training().rows()).isEqualTo(1);
  }

  @Test
  void of_oneClass_isDrawnAsRowsAre() {
    for (long seed = 0; seed < 10; seed++) {
      assertThat(heldOut(ValidationSplit.of(binary(9, 0), 0.4, Split.CLASSES, seed)))
          .containsExactly(heldOut(ValidationSplit.of(binary(9, 0), 0.4, Split.ROWS, seed)));
      assertThat(heldOut(ValidationSplit.of(binary(0, 9), 0.4, Split.CLASSES, seed)))
          .containsExactly(heldOut(ValidationSplit.of(binary(0, 9), 0.4, Split.ROWS, seed)));
    }
  }

  /** Five of ten rows weigh nothing: the share is that of the other five. */
  @Test
  void of_rowsOfWeightZero_areNeverHeldOut() {
    double[] weights = {1, 0, 1, 0, 1, 0, 1, 0, 1, 0};
    Dataset dataset = Examples.weighted(binary(5, 5), weights);
    for (long seed = 0; seed < 10; seed++) {
      Dataset heldOut =
          requireNonNull(ValidationSplit.of(dataset, 0.4, Split.CLASSES, seed).heldOut());
      assertThat(heldOut.sampleWeights()).containsExactly(1, 1);
    }
  }

  /** Row i is (i, −i); zeros first. */
  private static Dataset binary(int zeros, int ones) {
    double[][] x = new double[zeros + ones][];
    Arrays.setAll(x, i -> new double[] {i, -i});
    double[] y = new double[x.length];
    Arrays.fill(y, zeros, y.length, 1);
    return Dataset.of(Matrix.of(x), y);
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
