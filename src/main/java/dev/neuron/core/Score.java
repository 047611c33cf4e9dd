package dev.neuron.core;

import org.jspecify.annotations.Nullable;

/**
 * How well parameters fit rows.
 *
 * @param loss weighted mean over the rows, with the L2 term
 * @param accuracy share of the rows, unweighted, whose prediction is on the target's side of 0.5;
 *     null unless every target is 0 or 1
 * @param meanDerivative weighted mean of ŷ (1 − ŷ)
 */
record Score(double loss, @Nullable Double accuracy, double meanDerivative) {

  /**
   * In a single pass: packing the rows for a faster kernel would take longer than it saves. The
   * loss has the bits that a kernel gives it.
   *
   * @param penalty the L2 term
   * @param withAccuracy whether an accuracy is defined
   */
  static Score of(
      Dataset dataset,
      double[] parameters,
      LossFunction loss,
      double penalty,
      boolean withAccuracy) {
    double[] sums = sums(dataset, parameters, loss);
    return of(sums, BatchWeight.total(dataset), dataset.rows(), penalty, withAccuracy);
  }

  /**
   * Of what {@link #sums} says.
   *
   * @param weight Σ s
   */
  static Score of(double[] sums, double weight, int rows, double penalty, boolean withAccuracy) {
    return new Score(
        sums[0] / weight + penalty, withAccuracy ? sums[2] / rows : null, sums[1] / weight);
  }

  /** Σ s L, Σ s ŷ (1 − ŷ), and how many predictions are on the target's side of 0.5. */
  static double[] sums(Dataset dataset, double[] parameters, LossFunction loss) {
    LaneSums sums = new LaneSums(2);
    double[] lanes = sums.lanes();
    RowBlock block = new RowBlock();
    int correct = 0;
    for (int at = 0; at < dataset.rows(); at += LaneSums.LANES) {
      int count = block.take(null, at, dataset.rows());
      int lane = sums.laneOf(at);
      block.logits(parameters, dataset.x());
      for (int k = 0; k < count; k++, lane += 2) {
        double y = dataset.y()[at + k];
        double yHat = Sigmoid.of(block.h[k]);
        double weight = dataset.weight(at + k);
        lanes[lane] = Math.fma(weight, loss.value(y, block.h[k], yHat), lanes[lane]);
        lanes[lane + 1] += weight * Sigmoid.derivative(block.h[k], yHat);
        correct += (yHat >= 0.5) == (y == 1) ? 1 : 0;
      }
    }
    double[] totals = sums.totals();
    return new double[] {totals[0], totals[1], correct};
  }
}
