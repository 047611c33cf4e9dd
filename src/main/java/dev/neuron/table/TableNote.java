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
    /** The first column is an index and was left out; the value is its first number. */
    INDEX_COLUMN,
    /** A column of categories in which some cells are numbers; the value is their share. */
    MIXED_COLUMN,
    /** Rows with missing cells were left out; the value is how many. */
    DROPPED_ROWS
  }
}
