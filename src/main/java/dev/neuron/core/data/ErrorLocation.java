package dev.neuron.core.data;

import org.jspecify.annotations.Nullable;

/**
 * The location of a fault in a request: a pointer in JSON; a line, and perhaps a named column, in a
 * text; row and column by index in an array; or the name of a parameter. Components that do not
 * apply are null.
 *
 * @param pointer JSON Pointer without its leading slash ({@code x/17/0})
 * @param line line of a text, counted from 1; with a pointer, the line that holds the JSON
 * @param row row of an array, counted from 0
 * @param column name of the column, or its index if it has none
 * @param parameter name of the parameter
 * @param hasColumnName true if {@code column} is a name, false if it is an index
 */
public record ErrorLocation(
    @Nullable String pointer,
    @Nullable Integer line,
    @Nullable Integer row,
    @Nullable String column,
    @Nullable String parameter,
    boolean hasColumnName) {

  /** The request as a whole, or no location in particular. */
  public static final ErrorLocation NOWHERE =
      new ErrorLocation(null, null, null, null, null, false);

  /** A value in a JSON document. */
  public static ErrorLocation at(String pointer) {
    return new ErrorLocation(pointer, null, null, null, null, false);
  }

  /** A value in the JSON document on one line of a text. */
  public static ErrorLocation at(int line, String pointer) {
    return new ErrorLocation(pointer, line, null, null, null, false);
  }

  /** A cell of a line, or the line if the name of the column is null. */
  public static ErrorLocation ofLine(int line, @Nullable String column) {
    return new ErrorLocation(null, line, null, column, null, column != null);
  }

  /** A cell of a line in a table whose columns have no names. */
  public static ErrorLocation ofLine(int line, int column) {
    return new ErrorLocation(null, line, null, String.valueOf(column), null, false);
  }

  /** A cell of a row, or the row if the column is null. */
  public static ErrorLocation ofRow(int row, @Nullable String column) {
    return new ErrorLocation(null, null, row, column, null, false);
  }

  /** A cell of a row in a table whose columns have names. */
  public static ErrorLocation ofNamedCell(int row, String column) {
    return new ErrorLocation(null, null, row, column, null, true);
  }

  /** A column as a whole. */
  public static ErrorLocation ofColumn(String name) {
    return new ErrorLocation(null, null, null, name, null, true);
  }

  /** A parameter. */
  public static ErrorLocation ofParameter(String name) {
    return new ErrorLocation(null, null, null, null, name, false);
  }

  /**
   * The detail of a fault, with the location in a table in front: {@code Line 17, column "age": …}.
   * Pointers and parameters are left out, since the response has them in fields of their own.
   */
  public String describe(String detail) {
    if (line == null && row == null) {
      return detail;
    }
    StringBuilder text = new StringBuilder(line == null ? "Row " + row : "Line " + line);
    if (column != null) {
      text.append(", column ").append(printedColumn(column));
    }
    return text.append(": ").append(detail).toString();
  }

  /** The column as a caller knows it: lines are counted from 1, indexes from 0. */
  private String printedColumn(String column) {
    if (hasColumnName) {
      return Quoted.of(column);
    }
    return line == null ? column : column + " (counted from 0)";
  }
}
