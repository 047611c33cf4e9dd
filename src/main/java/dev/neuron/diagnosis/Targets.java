package dev.neuron.diagnosis;

import dev.neuron.core.ColumnSummary;
import dev.neuron.core.Dataset;
import dev.neuron.core.LossFunction;

/**
 * The targets of the rows that count, by weight: what a neuron that ignores its features can reach.
 *
 * @param least the least of them
 * @param most the largest
 * @param mean their mean ȳ, which is the best constant prediction
 * @param constantLoss the loss of always predicting ȳ
 * @param floor the loss of predicting every target exactly; 0 but for cross-entropy with targets
 *     between 0 and 1
 * @param areBinary whether each is 0 or 1
 */
record Targets(
    double least, double most, double mean, double constantLoss, double floor, boolean areBinary) {

  /**
   * Half of what a neuron that ignores its features leaves unexplained: above it, there is much to
   * be learned that was not.
   */
  static final double UNLEARNED = 0.5;

  static Targets of(Dataset rows, LossFunction loss) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double weight = 0;
    double sum = 0;
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.weight(i) > 0) {
        least = Math.min(least, rows.target(i));
        most = Math.max(most, rows.target(i));
        weight += rows.weight(i);
        sum += rows.weight(i) * rows.target(i);
      }
    }
    double mean = sum / weight;
    double constant = 0;
    double floor = 0;
    for (int i = 0; i < rows.rows(); i++) {
      double y = rows.target(i);
      double share = rows.weight(i) / weight;
      if (loss == LossFunction.MSE) {
        constant += share * (y - mean) * (y - mean);
      } else {
        floor += y > 0 && y < 1 ? share * entropy(y) : 0;
      }
    }
    return new Targets(
        least,
        most,
        mean,
        loss == LossFunction.MSE ? constant : entropy(mean),
        floor,
        rows.hasBinaryTargets());
  }

  /**
   * Those of all rows, where these are of the first.
   *
   * @param all of rows that all have the same weight
   */
  Targets ofAll(ColumnSummary all, LossFunction loss) {
    ColumnSummary.Targets found = all.targets();
    double meanOfAll = found.sum() / all.rows();
    double variance = Math.max(0, found.squares() / all.rows() - meanOfAll * meanOfAll);
    boolean binary = found.fractional() == 0;
    return new Targets(
        found.least(),
        found.most(),
        meanOfAll,
        loss == LossFunction.MSE ? variance : entropy(meanOfAll),
        binary ? 0 : floor, // of the first rows, which is near enough
        binary);
  }

  private static double entropy(double p) {
    return p <= 0 || p >= 1 ? 0 : -p * StrictMath.log(p) - (1 - p) * StrictMath.log(1 - p);
  }

  /** Whether all are equal. */
  boolean areEqual() {
    return least == most;
  }

  /**
   * How much of what the features could explain is still there: 1 for the loss of a neuron that
   * ignores them, 0 for a perfect one; above 1 for one that is worse than no neuron.
   */
  double unexplained(double loss) {
    return constantLoss > floor ? (loss - floor) / (constantLoss - floor) : 0;
  }
}
