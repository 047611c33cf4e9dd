package dev.neuron.core.data;

import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Joins named columns into rows. */
public final class NamedColumns {

  private NamedColumns() {}

  /**
   * The rows: a matrix with a named column for each of these.
   *
   * @param columns each of n numbers: a 1-D row, or n rows of one number
   * @throws InvalidInputException if a column has another shape, with its name as pointer, or there
   *     is none
   */
  public static Matrix rows(Map<String, Matrix> columns) {
    columns.forEach((name, column) -> requireColumn(name, column));
    Collection<Matrix> all = columns.values();
    int rows = all.isEmpty() ? 0 : size(all.iterator().next());
    columns.forEach((name, column) -> requireRows(name, column, rows));
    Matrix.Builder builder = new Matrix.Builder();
    for (int i = 0; i < rows; i++) {
      for (Matrix column : all) {
        builder.add(column.values()[i]);
      }
      builder.endRow();
    }
    builder.columnNames(List.copyOf(columns.keySet()));
    return builder.build();
  }

  private static int size(Matrix column) {
    return column.rows() * column.columns();
  }

  private static void requireColumn(String name, Matrix column) {
    boolean isColumn = column.isOneBareRow() || column.columns() == 1;
    if (!isColumn || column.columnNames() != null) {
      throw fault(name, "is not a column, which has one number a row.");
    }
  }

  private static void requireRows(String name, Matrix column, int rows) {
    if (size(column) != rows) {
      throw fault(
          name,
          "has %s, the first column has %d.".formatted(Count.of(size(column), "value"), rows));
    }
  }

  private static InvalidInputException fault(String name, String detail) {
    return new InvalidInputException(
        Reason.RAGGED_ROWS, name, "%s %s".formatted(Quoted.of(name), detail));
  }
}
