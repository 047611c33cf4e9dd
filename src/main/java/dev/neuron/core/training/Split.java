package dev.neuron.core.training;

/** How the rows that are held out are drawn. */
public enum Split {
  /**
   * By class, where every target is 0 or 1: each keeps its share, and at least one row to train on.
   */
  CLASSES,
  /** From all rows alike, whatever their targets and weights. */
  ROWS
}
