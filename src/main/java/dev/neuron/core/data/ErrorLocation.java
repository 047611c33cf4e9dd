package dev.neuron.core.data;

import org.jspecify.annotations.Nullable;

/**
 * Where in what the caller sent a fault is. JSON has pointers, a text has lines and perhaps columns
 * with names, an array has rows and columns by index, and a setting may have come by name alone.
 * What does not apply is null.
 *
 * @param pointer JSON Pointer without its leading slash ({@code x/17/0})
 * @param line line of a text, counted from 1; with a pointer, the line that holds the JSON
 * @param row row of an array, counted from 0
 * @param column name of the column, or its index if it has none
 * @param parameter name of the parameter
 * @param hasColumnName whether the column is told by its name, not its index
 */
public record ErrorLocation(
    @Nullable String pointer,
    @Nullable Integer line,
    @Nullable Integer row,
    @Nullable String column,
    @Nullable String parameter,
    boolean hasColumnName) {

  /** The whole of what the caller sent, or no place in particular. */
  public static final ErrorLocation NOWHERE =
      new ErrorLocation(null, null, null, null, null, false);

  private static final int MAX_NAME_LENGTH = 40;

  /** A value in a JSON document. */
  public static ErrorLocation at(String pointer) {
    return new ErrorLocation(pointer, null, null, null, null, false);
  }

  /** A value in the JSON document that stands on one line of a text. */
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

  /** A parameter. */
  public static ErrorLocation ofParameter(String name) {
    return new ErrorLocation(null, null, null, null, name, false);
  }

  /**
   * What is wrong, beginning with where in a table it is: {@code Line 17, column "age": …}. Says
   * nothing of pointers and parameters, which are answered beside it.
   */
  public String told(String detail) {
    if (line == null && row == null) {
      return detail;
    }
    StringBuilder text = new StringBuilder(line == null ? "Row " + row : "Line " + line);
    if (column != null) {
      text.append(", column ").append(toldColumn(column));
    }
    return text.append(": ").append(detail).toString();
  }

  /** Lines and what people call the first column begin with 1, indexes with 0. */
  private String toldColumn(String column) {
    if (hasColumnName) {
      return '"' + shortened(column) + '"';
    }
    return line == null ? column : column + " (counted from 0)";
  }

  /** A name, cut if it is long, but not within a character. */
  static String shortened(String name) {
    if (name.length() <= MAX_NAME_LENGTH) {
      return name;
    }
    boolean isPair = Character.isHighSurrogate(name.charAt(MAX_NAME_LENGTH - 1));
    return name.substring(0, isPair ? MAX_NAME_LENGTH - 1 : MAX_NAME_LENGTH) + "…";
  }
}
