package dev.neuron.core.data;

import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of numbers in one flat array, row-major: value (i, j) at i · columns + j. Filled once and
 * then read-only, until a {@link Dataset} takes its array over.
 */
public final class Matrix {

  private final double[] values;
  private final int rows;
  private final int columns;
  private final @Nullable List<String> columnNames;
  private final boolean oneBareRow;
  private final @Nullable TableLayout layout;

  private Matrix(
      double[] values,
      int rows,
      int columns,
      @Nullable List<String> columnNames,
      boolean oneBareRow,
      @Nullable TableLayout layout) {
    this.values = values;
    this.rows = rows;
    this.columns = columns;
    this.columnNames = columnNames;
    this.oneBareRow = oneBareRow;
    this.layout = layout;
  }

  /** A matrix over this array, which is not copied. */
  public Matrix(double[] values, int rows, int columns) {
    this(values, rows, columns, null, false, null);
  }

  /**
   * A matrix without rows.
   *
   * @param columnNames as they came; null if the columns have none
   */
  public static Matrix withoutRows(int columns, @Nullable List<String> columnNames) {
    return new Matrix(new double[0], 0, columns, columnNames, false, null);
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

  /**
   * A matrix over an array that the caller sent as such, so that errors name row and column. The
   * array is not copied and must not be modified afterwards.
   *
   * @param values at least rows · columns of them, row by row
   */
  public static Matrix ofArray(double[] values, int rows, int columns) {
    return new Matrix(values, rows, columns, null, false, TableLayout.ofArray());
  }

  /** A single row over an array with one dimension, as {@link #ofArray}. */
  public static Matrix ofBareRow(double[] values) {
    return new Matrix(values, 1, values.length, null, true, TableLayout.ofArray());
  }

  /** The flat array itself, which may be longer than rows · columns. Not to be modified. */
  public double[] values() {
    return values;
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The number of columns. */
  public int columns() {
    return columns;
  }

  /** Value (i, j). */
  public double value(int i, int j) {
    return values[i * columns + j];
  }

  /** The names of the columns, if the rows came with names. */
  public @Nullable List<String> columnNames() {
    return columnNames;
  }

  /**
   * A matrix of the same rows whose columns have these names.
   *
   * @throws InvalidInputException if these are not different names, one a column
   */
  public Matrix named(List<String> names) {
    List<String> checked = Dataset.checkedFeatureNames(names, columns);
    return new Matrix(values, rows, columns, checked, oneBareRow, layout);
  }

  /**
   * A matrix of the same rows whose columns have these names, which have been checked.
   *
   * @param names as many as columns; immutable
   */
  public Matrix withNames(List<String> names) {
    return new Matrix(values, rows, columns, names, oneBareRow, layout);
  }

  /**
   * The rows without one column, in the same array: this matrix must not be used any more.
   *
   * @param taken rows values; becomes the column
   */
  Matrix withoutColumn(int column, double[] taken) {
    int left = columns - 1;
    for (int i = 0; i < rows; i++) {
      int from = i * columns;
      int to = i * left;
      taken[i] = values[from + column];
      System.arraycopy(values, from, values, to, column);
      System.arraycopy(values, from + column + 1, values, to + column, left - column);
    }
    TableLayout other = layout == null ? null : layout.withoutTarget(column);
    return new Matrix(values, rows, left, null, oneBareRow, other);
  }

  /** A matrix of the same rows whose faults are put into the terms of a layout. */
  public Matrix withLayout(TableLayout other) {
    return new Matrix(values, rows, columns, columnNames, oneBareRow, other);
  }

  /**
   * A matrix of as many rows, with other values and without names, whose faults have the same
   * locations.
   *
   * @param other rows × count values; not copied
   */
  public Matrix withValues(double[] other, int count) {
    return new Matrix(other, rows, count, null, oneBareRow, layout);
  }

  /** The layout of the table that these rows came as; null if they came in JSON. */
  public @Nullable TableLayout layout() {
    return layout;
  }

  /**
   * Refuses rows with an infinity in them.
   *
   * @throws InvalidInputException with the locations of the first of them
   */
  public void requireNoInfinity() {
    try {
      DatasetChecks.notInfinite(this);
    } catch (InvalidInputException e) {
      throw placed(e);
    }
  }

  /**
   * Puts faults into the terms of the sender of these rows, if they came as a table.
   *
   * @param e with pointers {@code i} and {@code i/j}
   */
  public InvalidInputException placed(InvalidInputException e) {
    return layout == null ? e : layout.placed(e);
  }

  /**
   * A matrix of the same numbers, row by row, in rows of another length and without column names.
   *
   * @param otherRows with otherColumns as many numbers as there are
   */
  public Matrix reshaped(int otherRows, int otherColumns) {
    if (Math.multiplyExact(otherRows, otherColumns) != rows * columns) {
      throw new IllegalArgumentException("another number of values");
    }
    return new Matrix(values, otherRows, otherColumns);
  }

  /** True if the input was a single 1-D row. */
  public boolean isOneBareRow() {
    return oneBareRow;
  }

  /** The pointer of a row relative to the rows: its index, or empty for a 1-D row. */
  public String pointer(int row) {
    return oneBareRow ? "" : String.valueOf(row);
  }

  /** Builds a matrix number by number, so that a parser needs no buffer for a row. */
  public static final class Builder implements RowSink {

    /** Filled cells for each that was sent, so that a small body cannot take much memory. */
    private static final int MAX_WIDENING = 8;

    private static final int SMALL = 1 << 17;

    private final DoubleBlocks values = new DoubleBlocks();
    private int rows;
    private int columns;

    /** The number of values in all rows that have ended. */
    private int ended;

    /** Pairs of a row and the number of columns from it on; null if all rows have the same. */
    private int @Nullable [] widths;

    private double fill;
    private @Nullable List<String> columnNames;
    private boolean oneBareRow;
    private @Nullable RowLines lines;

    @Override
    public void add(double value) {
      values.add(value);
    }

    @Override
    public void endRow() {
      int length = values.size() - ended;
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
      ended = values.size();
    }

    /**
     * Lets the rows from the current one on have more columns.
     *
     * @param count how many columns they have
     * @param filling the value in the new columns of all rows before
     */
    public void widen(int count, double filling) {
      int[] known = widths == null ? new int[] {0, columns} : widths;
      int[] more = Arrays.copyOf(known, known.length + 2);
      more[known.length] = rows;
      more[known.length + 1] = count;
      widths = more;
      columns = count;
      fill = filling;
    }

    @Override
    public int rows() {
      return rows;
    }

    /** Declares that the input is a single 1-D row; affects only pointers. */
    public void oneBareRow() {
      oneBareRow = true;
    }

    @Override
    public void line(int line) {
      if (lines == null) {
        lines = new RowLines();
      }
      lines.add(rows, line);
    }

    @Override
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
      TableLayout layout = lines == null ? null : TableLayout.ofText(lines, columnNames);
      double[] built = widths == null ? values.take() : widened(widths);
      return new Matrix(built, rows, columns, columnNames, oneBareRow, layout);
    }

    private double[] widened(int[] jumps) {
      if ((long) rows * columns > MAX_WIDENING * (long) values.size() + SMALL) {
        throw new InvalidInputException(
            Reason.RAGGED_ROWS,
            "",
            "The rows have %d different columns, and most of their cells are missing."
                .formatted(columns));
      }
      double[] narrow = values.take();
      double[] wide = new double[Math.multiplyExact(rows, columns)];
      Arrays.fill(wide, fill);
      int from = 0;
      for (int jump = 0; jump < jumps.length; jump += 2) {
        int end = jump + 2 < jumps.length ? jumps[jump + 2] : rows;
        for (int i = jumps[jump]; i < end; i++) {
          System.arraycopy(narrow, from, wide, i * columns, jumps[jump + 1]);
          from += jumps[jump + 1];
        }
      }
      return wide;
    }
  }
}
