package dev.neuron.training.run;

/**
 * Epochs at which progress is told in any case, evenly spread, so that a training that is over in
 * no time can be looked at step by step. For one thread at a time.
 */
final class ProgressPoints {

  private final int epochs;
  private final int points;
  private int told;
  private int next;

  /**
   * @param points how many; 0 for none, no more than there are epochs
   */
  ProgressPoints(int points, int epochs) {
    this.epochs = epochs;
    this.points = Math.min(points, epochs);
    advance();
  }

  /** After how many epochs the next one is; 0 if there is none. */
  int next() {
    return next;
  }

  /** The next one has been told. */
  void advance() {
    next = told < points ? (int) ((long) ++told * epochs / points) : 0;
  }
}
