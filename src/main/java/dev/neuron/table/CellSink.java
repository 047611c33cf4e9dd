package dev.neuron.table;

import dev.neuron.core.data.RowSink;
import java.util.List;

/**
 * Receives the rows of a table, cell by cell. A cell that is not a number is a NaN with a code,
 * which the methods here return.
 */
public interface CellSink extends RowSink {

  /**
   * Returns the cell for a text. One that stands for a missing value, such as {@code NA}, counts as
   * missing.
   *
   * @param column index of the cell's column
   * @param text as it was sent, with the spaces around it
   */
  double textCell(int column, String text);

  /**
   * Returns the cell for a truth value.
   *
   * @param column index of the cell's column
   */
  double booleanCell(int column, boolean value);

  /** Returns the cell for a missing value. */
  double missingCell();

  /**
   * True if the texts of numbers in a column are to be kept, since it was declared to hold
   * categories.
   *
   * @param column its index
   */
  boolean keepsTexts(int column);

  /** Says how a CSV table was written, once all of it has been read. */
  default void notation(CsvNotation notation) {}

  /**
   * Adds columns behind those there are, for the current row and all after it. In the rows before
   * it their cells are missing.
   *
   * @param names of all columns
   */
  void widen(List<String> names);
}
