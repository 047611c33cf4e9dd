package dev.neuron.table;

/** The ways to treat a level, at prediction, that the training has not seen. */
public enum UnknownCategories {
  /** The rows are refused. */
  REFUSE,
  /** The level counts as the reference of its column. */
  REFERENCE
}
