package dev.neuron.table;

/** The uses of a column in a table to train on. */
public enum ColumnRole {
  FEATURE,
  TARGET,
  WEIGHTS,
  /** The request leaves the column out. */
  IGNORED,
  /** The column counts the rows, and is left out. */
  INDEX
}
