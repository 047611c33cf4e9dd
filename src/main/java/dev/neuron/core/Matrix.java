package dev.neuron.core;

import dev.neuron.core.InvalidInputException.Reason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of numbers in one flat array, row-major: value (i, j) at i · columns + j. Filled once by a
 * {@link Builder} and then read only.
 */
public final class Matrix {

  private final double[] values;
  private final int rows;
  private final int columns;
  private final @Nullable List<String> columnNames;
  private final boolean oneBareRow;

  private Matrix(
      double[] values,
      int rows,
      int columns,
      @Nullable List<String> columnNames,
      boolean oneBareRow) {
    this.values = values;
    this.rows = rows;
    this.columns = columns;
    this.columnNames = columnNames;
    this.oneBareRow = oneBareRow;
  }

  /** Over this array, which is not copied. */
  Matrix(double[] values, int rows, int columns) {
    this(values, rows, columns, null, false);
  }

  /** A copy of rows that all have one length. */
  public static Matrix of(double[]... rows) {
    Builder builder = new Builder();
    for (double[] row : rows) {
      for (double value : row) {
        builder.add(value);
      }
      builder.endRow();
    }
    return builder.build();
  }

  /** The flat array itself, which may be longer than rows · columns. Not to be modified. */
  double[] values() {
    return values;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** What the columns are called, where the rows came with names. */
  public @Nullable List<String> columnNames() {
    return columnNames;
  }

  /**
   * The same rows with their columns in the order of these names.
   *
   * @throws InvalidInputException if the names are not the same set
   */
  public Matrix withColumns(List<String> names) {
    if (columnNames == null || names.equals(columnNames)) {
      return this;
    }
    Map<String, Integer> places = new HashMap<>();
    columnNames.forEach(name -> places.put(name, places.size()));
    int[] source = new int[names.size()];
    for (int j = 0; j < source.length; j++) {
      Integer place = places.remove(names.get(j));
      if (place == null) {
        throw otherNames(names.size());
      }
      source[j] = place;
    }
    if (!places.isEmpty()) {
      throw otherNames(names.size());
    }
    double[] ordered = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        ordered[i * columns + j] = values[i * columns + source[j]];
      }
    }
    return new Matrix(ordered, rows, columns, List.copyOf(names), oneBareRow);
  }

  private static InvalidInputException otherNames(int features) {
    return new InvalidInputException(
        Reason.FEATURE_NAME_MISMATCH,
        "",
        "The rows must name exactly the model's %d features; GET /models/{id} lists them."
            .formatted(features));
  }

  /** Where a row is, as seen from the rows: its index, or nothing if it is not in an array. */
  String pointer(int row) {
    return oneBareRow ? "" : String.valueOf(row);
  }

  /** Takes numbers one by one, so that a parser needs no row of its own. */
  public static final class Builder {

    private static final int FIRST_CAPACITY = 64;

    /** The longest array that every JVM can allocate. */
    private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

    private double[] values = new double[FIRST_CAPACITY];
    private int size;
    private int rows;
    private int columns;
    private @Nullable List<String> columnNames;
    private boolean oneBareRow;

    /** Appends a value to the current row. */
    public void add(double value) {
      if (size == values.length) {
        grow();
      }
      values[size++] = value;
    }

    /**
     * Ends the current row.
     *
     * @throws InvalidInputException if it is empty or not as long as the first
     */
    public void endRow() {
      int length = size - rows * columns;
      if (length == 0) {
        throw new InvalidInputException(
            Reason.RAGGED_ROWS, oneBareRow ? "" : "" + rows, "A row needs a value.");
      }
      if (rows > 0 && length != columns) {
        throw new InvalidInputException(
            Reason.RAGGED_ROWS,
            "" + rows,
            "Row %d has length %d, row 0 has length %d; all rows need the same."
                .formatted(rows, length, columns));
      }
      columns = length;
      rows++;
    }

    public int rows() {
      return rows;
    }

    /** Says that there is one row, which is not in an array of rows; for pointers alone. */
    public void oneBareRow() {
      oneBareRow = true;
    }

    /** Names the columns; as many names as a row has values. */
    public void columnNames(List<String> names) {
      columnNames = List.copyOf(names);
    }

    /**
     * The matrix; the builder must not be used again.
     *
     * @throws InvalidInputException if there is no row
     */
    public Matrix build() {
      if (rows == 0) {
        throw new InvalidInputException(Reason.NO_ROWS, "", "At least one row is needed.");
      }
      return new Matrix(values, rows, columns, columnNames, oneBareRow);
    }

    private void grow() {
      if (size == MAX_CAPACITY) {
        throw new InvalidInputException(
            Reason.NUMBER_OUT_OF_RANGE, "", "More values than one array can hold.");
      }
      values = Arrays.copyOf(values, (int) Math.min(2L * size, MAX_CAPACITY));
    }
  }
}
