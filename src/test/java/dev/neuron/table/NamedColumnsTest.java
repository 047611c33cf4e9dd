package dev.neuron.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Columns side by side, and the same numbers in another shape. */
class NamedColumnsTest {

  private static Map<String, Table> columns(Matrix a, Matrix b) {
    Map<String, Table> columns = new LinkedHashMap<>();
    columns.put("a", Table.of(a));
    columns.put("b", Table.of(b));
    return columns;
  }

  private static void assertRefused(Map<String, Table> columns, Reason reason, String pointer) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> NamedColumns.rows(columns))
        .satisfies(
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.faults().getFirst().pointer()).isEqualTo(pointer);
            });
  }

  @Test
  void columns_ofEitherShape_becomeRowsWithNames() {
    Matrix rows =
        NamedColumns.rows(
                columns(
                    Matrix.ofBareRow(new double[] {1, 2, 3}),
                    Matrix.of(new double[] {4}, new double[] {5}, new double[] {6})))
            .numbers();

    assertThat(rows.columnNames()).containsExactly("a", "b");
    assertThat(rows.values()).startsWith(1, 4, 2, 5, 3, 6);
    assertThat(rows.rows()).isEqualTo(3);
    assertThat(rows.value(2, 0)).isEqualTo(3);
    assertThat(rows.value(0, 1)).isEqualTo(4);
  }

  @Test
  void columns_ofDifferentLengths_areRefusedByName() {
    assertRefused(
        columns(Matrix.ofBareRow(new double[2]), Matrix.ofBareRow(new double[3])),
        Reason.RAGGED_ROWS,
        "b");
  }

  @Test
  void column_withTwoNumbersARow_isRefusedByName() {
    assertRefused(
        columns(Matrix.ofBareRow(new double[2]), Matrix.of(new double[2], new double[2])),
        Reason.RAGGED_ROWS,
        "b");
  }

  @Test
  void noColumn_isNoRow() {
    assertRefused(Map.of(), Reason.NO_ROWS, "");
  }

  @Test
  void reshaped_keepsTheNumbersInTheirOrder() {
    Matrix flat = Matrix.ofBareRow(new double[] {1, 2, 3, 4, 5, 6});
    Matrix shaped = flat.reshaped(3, 2);

    assertThat(shaped.rows()).isEqualTo(3);
    assertThat(shaped.value(1, 1)).isEqualTo(4);
    assertThat(shaped.isOneBareRow()).isFalse();
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> flat.reshaped(4, 2));
  }

  @Test
  void named_isCheckedLikeFeatureNames() {
    Matrix rows = Matrix.of(new double[] {1, 2});

    assertThat(rows.named(List.of("b", "a")).columnNames()).containsExactly("b", "a");
    for (List<String> names : List.of(List.of("a"), List.of("a", "a"))) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> rows.named(names))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_FEATURE_NAMES));
    }
  }
}
