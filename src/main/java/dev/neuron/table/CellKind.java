package dev.neuron.table;

/** The kinds of cell in a table. */
public enum CellKind {
  NUMBER,
  TEXT,
  BOOLEAN,
  MISSING
}
