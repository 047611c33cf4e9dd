package dev.neuron.core.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a table number by number, so that a parser needs no row of its own. */
public interface RowSink {

  /** Appends a value to the current row. */
  void add(double value);

  /**
   * Ends the current row.
   *
   * @throws InvalidInputException if it is empty or not as long as the first, or something is wrong
   *     with the rows so far
   */
  void endRow();

  /** How many rows there are. */
  int rows();

  /**
   * Says that the rows are lines of a text, one a line, whose cells are told by line and column.
   *
   * @param first line of row 0; null if the rows are not on consecutive lines, and are counted
   */
  void lines(@Nullable Integer first);

  /** Names the columns; as many names as a row has values. */
  void columnNames(List<String> names);

  /**
   * The most columns that it takes, so that a reader can refuse more before it keeps their names.
   */
  default int maxColumns() {
    return Integer.MAX_VALUE;
  }
}
