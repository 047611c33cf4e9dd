package dev.neuron.table;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.data.TableLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows of cells, each a number, a text, or missing. Lies in one array like a {@link Matrix}; cells
 * that are not numbers are NaNs with a code.
 */
public final class Table {

  private final Matrix cells;
  private final @Nullable ColumnTexts[] texts;
  private final boolean numbersAlone;
  private final Map<Integer, ColumnFault> faults;
  private final TableLayout layout;

  /**
   * @param texts of each column; null for a column without
   * @param numbersAlone true if each cell is a number
   * @param faults of the columns that could not be read, by their indexes
   */
  Table(
      Matrix cells,
      @Nullable ColumnTexts[] texts,
      boolean numbersAlone,
      Map<Integer, ColumnFault> faults,
      TableLayout layout) {
    this.cells = cells;
    this.texts = texts;
    this.numbersAlone = numbersAlone;
    this.faults = faults;
    this.layout = layout;
  }

  /** A table of numbers, in which NaN stands for a missing value. */
  public static Table of(Matrix numbers) {
    boolean complete = true;
    double[] values = numbers.values();
    for (int i = 0; i < numbers.rows() * numbers.columns() && complete; i++) {
      complete = !Double.isNaN(values[i]);
    }
    if (!complete) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Double.isNaN(values[i]) ? ColumnTexts.missing() : values[i];
      }
    }
    return new Table(
        numbers, new ColumnTexts[numbers.columns()], complete, Map.of(), layoutOf(numbers, false));
  }

  /** A table without rows, with one column. */
  public static Table empty() {
    Matrix none = Matrix.withoutRows(1, null);
    return new Table(none, new ColumnTexts[1], true, Map.of(), layoutOf(none, false));
  }

  /**
   * A table of whose rows only their locations are known.
   *
   * @param names of the columns; null if they have none
   * @param texts of each column; null for a column without
   */
  static Table withoutRows(
      @Nullable List<String> names, @Nullable ColumnTexts[] texts, TableLayout layout) {
    return new Table(Matrix.withoutRows(texts.length, names), texts, false, Map.of(), layout);
  }

  /** The layout of rows: their own, or pointers in JSON. */
  static TableLayout layoutOf(Matrix rows, boolean byName) {
    TableLayout own = rows.layout();
    if (own != null) {
      return own;
    }
    List<String> names = byName ? rows.columnNames() : null;
    return TableLayout.of((row, column) -> pointer(rows, names, row, column));
  }

  /** The layout of columns in JSON that were joined into rows. */
  static TableLayout layoutByColumn(Matrix rows) {
    return TableLayout.of(
        (row, column) ->
            ErrorLocation.at(
                column == null ? "" : escaped(rows.columnNames(), column) + "/" + row));
  }

  private static ErrorLocation pointer(
      Matrix rows, @Nullable List<String> names, int row, @Nullable Integer column) {
    String ofRow = rows.pointer(row);
    if (column == null) {
      return ErrorLocation.at(ofRow);
    }
    String ofCell = escaped(names, column);
    return ErrorLocation.at(ofRow.isEmpty() ? ofCell : ofRow + "/" + ofCell);
  }

  /** The column in a JSON Pointer. */
  private static String escaped(@Nullable List<String> names, int column) {
    return names == null
        ? String.valueOf(column)
        : names.get(column).replace("~", "~0").replace("/", "~1");
  }

  /** The same cells, with columns that have these names. */
  public Table named(List<String> names) {
    return new Table(cells.named(names), texts, numbersAlone, faults, layout);
  }

  /**
   * The same cells, row by row, in rows of another length and without column names.
   *
   * @param rows with columns as many cells as there are
   */
  public Table reshaped(int rows, int columns) {
    if (numbersAlone) {
      Matrix other = cells.reshaped(rows, columns);
      return new Table(other, new ColumnTexts[columns], true, Map.of(), layoutOf(other, false));
    }
    TableBuilder builder = new TableBuilder();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        builder.add(cellIn(builder, j, i * columns + j));
      }
      builder.endRow();
    }
    return builder.build();
  }

  /**
   * The cell for another table.
   *
   * @param other takes the text of the cell, if it has one
   * @param column index of the cell's column there
   * @param index of the cell among all cells here, row by row
   */
  public double cellIn(CellSink other, int column, int index) {
    double cell = cells.values()[index];
    ColumnTexts known = texts[index % cells.columns()];
    if (!Double.isNaN(cell)) {
      return cell;
    }
    if (ColumnTexts.isMissing(cell) || known == null) {
      return other.missingCell();
    }
    if (ColumnTexts.isDropped(cell)) {
      return other.textCell(column, String.valueOf(known.firstDropped()));
    }
    CellText text = known.text(cell);
    return text.isBoolean()
        ? other.booleanCell(column, text.number() == 1)
        : other.textCell(column, text.text());
  }

  /** The number of rows. */
  public int rows() {
    return cells.rows();
  }

  /** The number of columns. */
  public int columns() {
    return cells.columns();
  }

  /** The names of the columns; null if they have none. */
  public @Nullable List<String> columnNames() {
    return cells.columnNames();
  }

  /** The name of a column; x1, x2, … if columns have no names. */
  public String name(int column) {
    List<String> names = cells.columnNames();
    return names == null ? "x" + (column + 1) : names.get(column);
  }

  /** True if each cell is a number. */
  public boolean isNumbersAlone() {
    return numbersAlone;
  }

  /** True if the input was a single 1-D row. */
  public boolean isOneBareRow() {
    return cells.isOneBareRow();
  }

  /** The rows as numbers, without a copy; meaningful where each cell is a number. */
  public Matrix numbers() {
    return cells;
  }

  /**
   * Refuses columns that could not be read.
   *
   * @param columns those that are used
   * @throws InvalidInputException with the locations that they have for the sender
   */
  void requireRead(int[] columns) {
    if (faults.isEmpty()) {
      return;
    }
    List<ColumnFault> found =
        Arrays.stream(columns).sorted().mapToObj(faults::get).filter(Objects::nonNull).toList();
    if (!found.isEmpty()) {
      throw ColumnFault.refusal(found);
    }
  }

  /** Cell (i, j): a number, or a NaN that {@link #texts} explains. */
  double cell(int row, int column) {
    return cells.value(row, column);
  }

  /**
   * Copies the cells of a row.
   *
   * @param row its index
   * @param target modified from its beginning on
   */
  void copyRow(int row, double[] target) {
    System.arraycopy(cells.values(), row * columns(), target, 0, columns());
  }

  /** The texts in a column; null if it has none. */
  @Nullable ColumnTexts texts(int column) {
    return texts[column];
  }

  /**
   * Puts faults into the terms of the sender of this table.
   *
   * @param e with pointers {@code i} and {@code i/j}
   */
  public InvalidInputException placed(InvalidInputException e) {
    return cells.placed(e);
  }

  /** The same cells, whose faults have other locations. */
  public Table withLayout(TableLayout other) {
    return new Table(cells, texts, numbersAlone, faults, other);
  }

  /** The same cells, which are in a field of what their sender sent. */
  public Table within(String field) {
    return withLayout(
        TableLayout.of(
            (row, column) -> {
              String pointer = locate(row, column).pointer();
              boolean isField = pointer == null || pointer.isEmpty();
              return ErrorLocation.at(isField ? field : field + "/" + pointer);
            }));
  }

  /**
   * Moves faults to the locations that cells and rows have for the sender.
   *
   * @param e with pointers {@code i} and {@code i/j}; others stay as they are
   */
  public InvalidInputException located(InvalidInputException e) {
    return layout.located(e);
  }

  /** The kind of a cell. */
  public CellKind kind(int row, int column) {
    double cell = cell(row, column);
    if (!Double.isNaN(cell)) {
      return CellKind.NUMBER;
    }
    ColumnTexts known = texts[column];
    if (ColumnTexts.isMissing(cell) || known == null) {
      return CellKind.MISSING;
    }
    return !ColumnTexts.isDropped(cell) && known.text(cell).isBoolean()
        ? CellKind.BOOLEAN
        : CellKind.TEXT;
  }

  /** The location of a cell, or of a row if the column is null, as the sender sees it. */
  public ErrorLocation locate(int row, @Nullable Integer column) {
    return layout.locate(row, column);
  }
}
