package dev.neuron.core.data;

import java.util.List;

/** Receives the rows of a table number by number, so that a parser needs no buffer for a row. */
public interface RowSink {

  /** Appends a value to the current row. */
  void add(double value);

  /**
   * Ends the current row.
   *
   * @throws InvalidInputException if it is empty or not as long as the first, or the rows so far
   *     cannot be used
   */
  void endRow();

  /** The number of rows so far. */
  int rows();

  /**
   * Says on which line of a text the current row begins, so that errors name line and column. Rows
   * of other formats have no lines.
   *
   * @param line counted from 1; greater than that of the row before
   */
  void line(int line);

  /** Names the columns; as many names as a row has values. */
  void columnNames(List<String> names);

  /**
   * The maximum number of columns, so that a reader can refuse more before it stores their names.
   */
  default int maxColumns() {
    return Integer.MAX_VALUE;
  }
}
