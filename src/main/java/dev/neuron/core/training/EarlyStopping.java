package dev.neuron.core.training;

import org.jspecify.annotations.Nullable;

/**
 * Decides to stop when a loss has not improved by more than the tolerance for {@code patience}
 * epochs.
 *
 * <p>An improvement is measured from the last loss that counted as one, so many small steps add up.
 */
final class EarlyStopping {

  private final @Nullable Double tolerance;
  private final int patience;
  private double best = Double.POSITIVE_INFINITY;
  private int epochsWithoutImprovement;

  /**
   * @param tolerance null never stops
   */
  EarlyStopping(@Nullable Double tolerance, int patience) {
    this.tolerance = tolerance;
    this.patience = patience;
  }

  /** Records the watched loss of an epoch, and returns true if training should stop after it. */
  boolean shouldStop(double loss) {
    if (tolerance == null) {
      return false;
    }
    if (loss < best - tolerance) {
      best = loss;
      epochsWithoutImprovement = 0;
    } else {
      epochsWithoutImprovement++;
    }
    return epochsWithoutImprovement >= patience;
  }
}
