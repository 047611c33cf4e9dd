package dev.neuron.core.training;

import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.RowBlock;
import dev.neuron.core.neuron.Sigmoid;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation of parameters on rows: loss, accuracy and the mean slope of the sigmoid.
 *
 * @param loss weighted mean over the rows, with the L2 term
 * @param accuracy share of the weight of the rows whose prediction is on the target's side of 0.5;
 *     null unless every target is 0 or 1
 * @param meanDerivative weighted mean of ŷ (1 − ŷ)
 */
public record Evaluation(double loss, @Nullable Double accuracy, double meanDerivative) {

  private static final int QUANTITIES = 4;

  /**
   * Evaluates parameters in a single pass: packing the rows for a faster kernel would take longer
   * than it saves. The loss has the bits that a kernel computes.
   *
   * @param penalty the L2 term
   * @param withAccuracy true if an accuracy is defined
   */
  static Evaluation of(
      Dataset dataset,
      double[] parameters,
      LossFunction loss,
      double penalty,
      boolean withAccuracy) {
    double[] sums = sums(dataset, parameters, loss);
    return of(sums, BatchWeight.total(dataset), penalty, withAccuracy);
  }

  /**
   * The evaluation from {@link #sums}.
   *
   * @param weight Σ s
   */
  public static Evaluation of(double[] sums, double weight, double penalty, boolean withAccuracy) {
    boolean allRight = sums[3] == 0;
    // However little the wrong ones weigh, not all of the weight is right.
    double right = allRight ? sums[2] : Math.min(sums[2], Math.nextDown(weight));
    return new Evaluation(
        sums[0] / weight + penalty, withAccuracy ? right / weight : null, sums[1] / weight);
  }

  /**
   * Σ s L, Σ s ŷ (1 − ŷ), Σ s over the rows whose prediction is on the target's side of 0.5, and
   * the number of the other rows; rows of weight 0 are skipped, whatever they hold.
   */
  public static double[] sums(Dataset dataset, double[] parameters, LossFunction loss) {
    LaneSums sums = new LaneSums(QUANTITIES);
    double[] lanes = sums.lanes();
    RowBlock block = new RowBlock();
    for (int at = 0; at < dataset.rows(); at += LaneSums.LANES) {
      int count = block.take(null, at, dataset.rows());
      int lane = sums.laneOf(at);
      block.logits(parameters, dataset.x());
      for (int k = 0; k < count; k++, lane += QUANTITIES) {
        double weight = dataset.weight(at + k);
        if (weight == 0) {
          continue;
        }
        double y = dataset.y()[at + k];
        double yHat = Sigmoid.of(block.h[k]);
        lanes[lane] = Math.fma(weight, loss.value(y, block.h[k], yHat), lanes[lane]);
        lanes[lane + 1] += weight * Sigmoid.derivative(block.h[k], yHat);
        boolean isRight = (yHat >= 0.5) == (y == 1);
        lanes[lane + 2] += isRight ? weight : 0;
        lanes[lane + 3] += isRight ? 0 : 1;
      }
    }
    return sums.totals();
  }
}
