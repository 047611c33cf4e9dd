package dev.neuron.table;

import dev.neuron.core.data.Count;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Quoted;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Joins named columns into rows. */
public final class NamedColumns {

  private NamedColumns() {}

  /**
   * The rows: a table with a named column for each of these.
   *
   * @param columns each of n cells: a 1-D row, or n rows of one cell
   * @throws InvalidInputException if a column has another shape, with its name as pointer, or there
   *     is none
   */
  public static Table rows(Map<String, Table> columns) {
    columns.forEach((name, column) -> requireColumn(name, column));
    Collection<Table> all = columns.values();
    int rows = all.isEmpty() ? 0 : size(all.iterator().next());
    columns.forEach((name, column) -> requireRows(name, column, rows));
    TableBuilder builder = new TableBuilder();
    builder.byColumn();
    for (int i = 0; i < rows; i++) {
      int j = 0;
      for (Table column : all) {
        builder.add(column.cellIn(builder, j++, i));
      }
      builder.endRow();
    }
    builder.columnNames(List.copyOf(columns.keySet()));
    return builder.build();
  }

  private static int size(Table column) {
    return column.rows() * column.columns();
  }

  private static void requireColumn(String name, Table column) {
    boolean isColumn = column.isOneBareRow() || column.columns() == 1;
    if (!isColumn || column.columnNames() != null) {
      throw fault(name, "is not a column, which has one cell a row.");
    }
  }

  private static void requireRows(String name, Table column, int rows) {
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
