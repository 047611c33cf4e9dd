package dev.neuron.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.neuron.Allocated;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.training.Fingerprint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetOfTableTest {

  private static final double NAN = Double.NaN;

  /** Lines 2 … of a text with these columns. */
  private static Matrix text(List<String> names, double... values) {
    Matrix.Builder builder = new Matrix.Builder();
    builder.columnNames(names);
    for (int i = 0; i < values.length; i++) {
      if (i % names.size() == 0) {
        builder.line(2 + i / names.size());
      }
      builder.add(values[i]);
      if ((i + 1) % names.size() == 0) {
        builder.endRow();
      }
    }
    return builder.build();
  }

  private static InvalidInputException fault(Matrix table, int target) {
    InvalidInputException thrown =
        catchThrowableOfType(InvalidInputException.class, () -> Dataset.ofTable(table, target));
    assertThat(thrown).isNotNull();
    return thrown;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 1,   .2 .3 .5 .6, b c",
    "1, .2 .5, 0 .3 1 .6,   a c",
    "2, .3 .6, 0 .2 1 .5,   a b"
  })
  void ofTable_anyColumn_isTheTargetAndTheOthersTheFeatures(
      int target, String y, String x, String names) {
    Dataset dataset = Dataset.ofTable(text(List.of("a", "b", "c"), 0, .2, .3, 1, .5, .6), target);

    assertThat(dataset.y()).containsExactly(numbers(y));
    assertThat(Matrices.x(dataset)).containsExactly(numbers(x));
    assertThat(dataset.featureNames()).containsExactly(names.split(" ", -1));
  }

  private static double[] numbers(String text) {
    return List.of(text.split(" ", -1)).stream().mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void ofTable_hasTheHashOfTheSameDatasetMadeOfParts() {
    Dataset parts =
        Dataset.of(Matrix.of(new double[] {1, 2}, new double[] {3, 4}), new double[] {0, 1});
    Dataset table = Dataset.ofTable(Matrix.ofArray(new double[] {1, 0, 2, 3, 1, 4}, 2, 3), 1);

    assertThat(Fingerprint.of(table)).isEqualTo(Fingerprint.of(parts));
    assertThat(table.featureNames()).isNull();
  }

  @Test
  void ofTable_targetOutOfRange_isToldByLineAndColumn() {
    InvalidInputException thrown =
        fault(text(List.of("p", "q", "r"), 1, 2, 3, 4, 0, 6, 7, -1, 8), 1);

    assertThat(thrown.reason()).isEqualTo(Reason.TARGET_OUT_OF_RANGE);
    assertThat(thrown.faults())
        .containsExactly(
            new Fault(
                ErrorLocation.ofLine(2, "q"), "Line 2, column \"q\": A target must lie in [0, 1]."),
            new Fault(
                ErrorLocation.ofLine(4, "q"),
                "Line 4, column \"q\": A target must lie in [0, 1]."));
  }

  /** Indexes are those of the array as it was sent, with the target still in it. */
  @Test
  void ofTable_arrayNotFinite_isToldByRowAndColumn() {
    InvalidInputException thrown =
        fault(Matrix.ofArray(new double[] {NAN, 1, 5, 5, 1, NAN}, 2, 3), 1);

    assertThat(thrown.reason()).isEqualTo(Reason.UNUSABLE_CELL);
    assertThat(thrown.faults())
        .extracting(Fault::place)
        .containsExactly(ErrorLocation.ofRow(0, "0"), ErrorLocation.ofRow(1, "2"));
    assertThat(thrown).hasMessage("Row 0, column 0: A feature must be a finite number.");
  }

  @Test
  void ofTable_targetAloneOrOneDimension_isRefused() {
    assertThat(fault(Matrix.ofArray(new double[] {1, 0}, 2, 1), 0).reason())
        .isEqualTo(Reason.WRONG_FEATURE_COUNT);
    assertThat(fault(Matrix.ofBareRow(new double[] {1, 0}), 1).reason()).isEqualTo(Reason.NO_ROWS);
  }

  @Test
  void placed_faultOfATraining_isToldAsTheSenderSeesIt() {
    Dataset dataset = Dataset.ofTable(text(List.of("y", "a", "b"), 1, 2, 3), 0);

    InvalidInputException placed =
        dataset.placed(
            new InvalidInputException(
                Reason.NUMBER_OUT_OF_RANGE,
                List.of(
                    new Fault("dataset/x/0/1", "too large"),
                    new Fault("dataset/x/0", "too long"),
                    new Fault("dataset", "all of it"),
                    new Fault(ErrorLocation.ofParameter("epochs"), "too many"))));

    assertThat(placed.faults())
        .extracting(Fault::place)
        .containsExactly(
            ErrorLocation.ofLine(2, "b"),
            ErrorLocation.ofLine(2, null),
            ErrorLocation.NOWHERE,
            ErrorLocation.ofParameter("epochs"));
    assertThat(placed.faults().getLast().detail()).isEqualTo("too many");
  }

  @Test
  void ofTable_takesTheArrayOverAndCopiesNothingButTheTarget() throws Exception {
    int rows = 10_000;
    Matrix[] tables = new Matrix[2];
    for (int i = 0; i < tables.length; i++) {
      tables[i] = Matrix.ofArray(new double[rows * 9], rows, 9);
    }
    int[] next = {0};

    assertThat(Allocated.by(() -> Dataset.ofTable(tables[next[0]++], 8)))
        .isLessThan((long) Double.BYTES * rows + 5_000);
  }
}
