package dev.neuron.core.training;

/** The ways to draw the held-out rows. */
public enum Split {
  /**
   * Draws by class if every target is 0 or 1: each class keeps its share, and at least one row to
   * train on.
   */
  CLASSES,
  /** Draws from all rows alike, whatever their targets and weights. */
  ROWS
}
