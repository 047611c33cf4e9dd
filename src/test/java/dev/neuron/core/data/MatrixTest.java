package dev.neuron.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.core.Faults;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixTest {

  @Test
  void of_rows_liesRowByRow() {
    Matrix matrix = Matrix.of(new double[] {1, 2, 3}, new double[] {4, 5, 6});
    assertThat(matrix.rows()).isEqualTo(2);
    assertThat(matrix.columns()).isEqualTo(3);
    assertThat(matrix.values()).startsWith(1, 2, 3, 4, 5, 6);
    assertThat(matrix.columnNames()).isNull();
  }

  @Test
  void of_rows_isACopy() {
    double[] row = {1, 2};
    Matrix matrix = Matrix.of(row);
    row[0] = 42;
    assertThat(matrix.values()).startsWith(1, 2);
  }

  @Test
  void of_noRows_isInvalid() {
    Faults.assertInvalid(() -> Matrix.of(), Reason.NO_ROWS, "");
  }

  @Test
  void of_emptyRow_isFaultOfTheRow() {
    Faults.assertInvalid(() -> Matrix.of(new double[0]), Reason.RAGGED_ROWS, "0");
    Faults.assertInvalid(() -> Matrix.of(new double[] {1}, new double[0]), Reason.RAGGED_ROWS, "1");
  }

  @Test
  void of_shorterOrLongerRow_isFaultOfTheRow() {
    double[] two = {1, 2};
    Faults.assertInvalid(() -> Matrix.of(two, two, new double[] {1}), Reason.RAGGED_ROWS, "2");
    Faults.assertInvalid(() -> Matrix.of(two, new double[] {1, 2, 3}), Reason.RAGGED_ROWS, "1");
  }

  @Test
  void add_manyValues_growsAndKeepsThem() {
    Matrix.Builder builder = new Matrix.Builder();
    for (int i = 0; i < 1000; i++) {
      for (int j = 0; j < 7; j++) {
        builder.add(i * 7 + j);
      }
      assertThat(builder.rows()).isEqualTo(i);
      builder.endRow();
    }
    double[] expected = new double[7000];
    Arrays.setAll(expected, cell -> cell);
    Matrix matrix = builder.build();
    assertThat(matrix.values()).startsWith(expected);
    assertThat(matrix.rows()).isEqualTo(1000);
    assertThat(matrix.columns()).isEqualTo(7);
  }

  @Test
  void requireNoInfinity_table_namesRowAndColumn() {
    Matrix.ofArray(new double[] {1, -Double.MAX_VALUE, 0, 4}, 2, 2).requireNoInfinity();

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                Matrix.ofArray(new double[] {1, 2, Double.NEGATIVE_INFINITY, 4}, 2, 2)
                    .requireNoInfinity())
        .satisfies(
            e ->
                assertThat(e.faults())
                    .extracting(InvalidInputException.Fault::place)
                    .containsExactly(ErrorLocation.ofRow(1, "0")));
  }

  @Test
  void placed_rowsOfJson_stayPointers() {
    InvalidInputException fault = new InvalidInputException(Reason.NUMBER_OUT_OF_RANGE, "0", "d");

    assertThat(named("a", "b", "c").placed(fault)).isSameAs(fault);
  }

  private static Matrix named(String... names) {
    Matrix.Builder builder = new Matrix.Builder();
    builder.columnNames(List.of(names));
    for (int value = 1; value <= 6; value++) {
      builder.add(value);
      if (value % 3 == 0) {
        builder.endRow();
      }
    }
    return builder.build();
  }
}
