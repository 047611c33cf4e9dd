package dev.neuron.diagnosis;

import dev.neuron.core.data.TargetSummary;
import dev.neuron.core.neuron.LossFunction;

/**
 * The targets of the rows that count, by weight: what a neuron that ignores its features can reach.
 *
 * @param found the targets themselves
 * @param constantLoss the loss of always predicting their mean ȳ, the best constant prediction
 * @param floor the loss of predicting every target exactly; 0 except for cross-entropy with targets
 *     between 0 and 1
 */
record Targets(TargetSummary found, double constantLoss, double floor) {

  /**
   * Half of what a neuron that ignores its features leaves unexplained: above it, there is much to
   * be learned that was not.
   */
  static final double UNLEARNED = 0.5;

  /** Two losses that differ by less than this share of them may be the same, rounded. */
  private static final double ROUNDING = 1e-12;

  static Targets of(TargetSummary found, LossFunction loss) {
    return loss == LossFunction.MSE
        ? new Targets(found, found.spread() / found.weight(), 0)
        : new Targets(found, TargetSummary.entropy(found.mean()), found.entropy() / found.weight());
  }

  /** Whether all are equal. */
  boolean areEqual() {
    return found.min() == found.max();
  }

  /** Whether each is 0 or 1. */
  boolean areBinary() {
    return found.fractional() == 0;
  }

  /**
   * How much of what the features could explain is still there: 1 for the loss of a neuron that
   * ignores them, 0 for a perfect one; above 1 for one that is worse than no neuron.
   *
   * @param loss of the rows that these are the targets of
   */
  double unexplained(double loss) {
    double explainable = constantLoss - floor;
    return !areEqual() && explainable > ROUNDING * constantLoss ? (loss - floor) / explainable : 0;
  }
}
