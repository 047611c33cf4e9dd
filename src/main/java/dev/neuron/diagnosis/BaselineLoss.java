package dev.neuron.diagnosis;

import dev.neuron.core.data.TargetStatistics;
import dev.neuron.core.neuron.LossFunction;

/**
 * The loss of a neuron that ignores its features, to compare losses on the same rows with.
 *
 * @param isConstant true if all targets are equal, so that there is nothing to explain
 * @param value the loss of always predicting the mean target ȳ, the best constant prediction
 * @param floor the loss of predicting every target exactly; 0 except for cross-entropy with targets
 *     between 0 and 1
 */
record BaselineLoss(boolean isConstant, double value, double floor) {

  /**
   * Half of what a neuron that ignores its features leaves unexplained: above it, there is much to
   * be learned that was not.
   */
  static final double UNLEARNED = 0.5;

  /** Two losses that differ by less than this share of them may be the same, rounded. */
  private static final double ROUNDING = 1e-12;

  /** The baseline for rows with these targets. */
  static BaselineLoss of(TargetStatistics targets, LossFunction loss) {
    return loss == LossFunction.MSE
        ? new BaselineLoss(targets.isConstant(), targets.spread() / targets.weight(), 0)
        : new BaselineLoss(
            targets.isConstant(),
            TargetStatistics.entropy(targets.mean()),
            targets.entropy() / targets.weight());
  }

  /**
   * The share of the explainable loss that is left: 1 for the loss of a neuron that ignores its
   * features, 0 for a perfect one; above 1 for one that is worse than the baseline.
   *
   * @param loss a loss on the same rows
   */
  double unexplained(double loss) {
    double explainable = value - floor;
    return !isConstant && explainable > ROUNDING * value ? (loss - floor) / explainable : 0;
  }
}
