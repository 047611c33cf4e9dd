package dev.neuron.table;

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
   * The note of an index that was left out.
   *
   * @param first its first cell, which may be no number
   */
  static TableNote ofIndex(String column, double first) {
    return new TableNote(Kind.INDEX_COLUMN, column, Double.isNaN(first) ? 0 : first);
  }

  /** The note of rows with missing cells that were left out. */
  static TableNote ofDroppedRows(int count) {
    return new TableNote(Kind.DROPPED_ROWS, "", count);
  }
}
