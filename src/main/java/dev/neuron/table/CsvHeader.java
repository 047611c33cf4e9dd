package dev.neuron.table;

/** The ways to treat the first line of a CSV table: as names of the columns, or as a row. */
public enum CsvHeader {
  /** The line names the columns unless it holds only numbers; those are the first row. */
  AUTO,
  /** The line names the columns, even if the names are numbers. */
  TRUE,
  /** The line is the first row; the columns have no names. */
  FALSE;

  /** The hint for tables where {@link #AUTO} may have guessed wrong. */
  public static final String TAKEN_AS_DATA =
      "The first line holds numbers alone and was taken as data; with header=true it names the"
          + " columns.";
}
