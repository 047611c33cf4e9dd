package dev.neuron.table;

/** The ways to treat missing cells of a table to train on. */
public enum MissingPolicy {
  /** The table is refused. */
  REFUSE,
  /** A number becomes the weighted mean of its column; for a category it is a level of its own. */
  MEAN,
  /** Rows with a missing cell are left out. */
  DROP_ROWS
}
