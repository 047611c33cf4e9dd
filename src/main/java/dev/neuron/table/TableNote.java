package dev.neuron.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Something about how a table was read that its sender should know.
 *
 * @param column the name of the column; empty for the table as a whole
 * @param value the number that shows it
 */
public record TableNote(Kind kind, String column, double value) {

  /** The kinds of note. */
  public enum Kind {
    /**
     * A column is an index and was left out; the value is its first cell, 0 if that is no number.
     */
    INDEX_COLUMN,
    /** A column of categories in which some cells are numbers; the value is their share. */
    MIXED_COLUMN,
    /** Rows with missing cells were left out; the value is how many. */
    DROPPED_ROWS,
    /** A column of categories with one level, which becomes no feature; the value is its rows. */
    ONE_LEVEL
  }

  /**
   * Returns the notes on columns and rows that were left out.
   *
   * @param firstCells the first cell of a column, which may be no number
   * @param dropped how many rows with missing cells were left out
   */
  static List<TableNote> ofRows(
      RawDataset raw, ColumnRoles roles, IntToDoubleFunction firstCells, int dropped) {
    List<TableNote> notes = new ArrayList<>();
    roles.index().stream()
        .forEach(j -> notes.add(ofIndex(raw.name(j), firstCells.applyAsDouble(j))));
    if (dropped > 0) {
      notes.add(new TableNote(Kind.DROPPED_ROWS, "", dropped));
    }
    return notes;
  }

  private static TableNote ofIndex(String column, double first) {
    return new TableNote(Kind.INDEX_COLUMN, column, Double.isNaN(first) ? 0 : first);
  }
}
