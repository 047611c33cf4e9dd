package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.TargetStatistics;
import dev.neuron.core.math.LaneSums;

/**
 * The targets of rows as counts of cases: a row of weight s and target y stands for s cases, s y of
 * which are of class 1. Standard errors hold for such rows alone.
 *
 * @param cases Σ s
 * @param ones Σ s y
 * @param entropy Σ s H(y), in nats
 * @param uncountable the number of rows whose s or s y is not a whole number
 */
public record CaseCounts(double cases, double ones, double entropy, double uncountable) {

  private static final int QUANTITIES = 4;

  /** The relative distance from a whole number that a division and a product may round to. */
  private static final double WHOLE = 1e-9;

  static CaseCounts of(Dataset rows) {
    return of(sums(rows));
  }

  /** The counts from {@link #sums}. */
  public static CaseCounts of(double[] sums) {
    return new CaseCounts(sums[0], sums[1], sums[2], sums[3]);
  }

  /** The components as sums over the rows, in the order of {@link LaneSums}. */
  public static double[] sums(Dataset rows) {
    LaneSums sums = new LaneSums(QUANTITIES);
    double[] lanes = sums.lanes();
    for (int i = 0; i < rows.rows(); i++) {
      int lane = sums.laneOf(i);
      double s = rows.weight(i);
      double y = rows.target(i);
      if (s > 0) {
        lanes[lane] += s;
        lanes[lane + 1] += s * y;
        lanes[lane + 2] += s * TargetStatistics.entropy(y);
        lanes[lane + 3] += isWhole(s) && isWhole(s * y) ? 0 : 1;
      }
    }
    return sums.totals();
  }

  private static boolean isWhole(double value) {
    return Math.abs(value - Math.rint(value)) <= WHOLE * Math.max(1, value);
  }

  /** True if every row counts cases. */
  boolean areWhole() {
    return uncountable == 0;
  }

  /** −2 log of the likelihood, beside that of a model with a prediction for each row. */
  double deviance(double loss) {
    return 2 * Math.max(0, cases * loss - entropy);
  }

  /** The deviance of a model with b alone, which predicts the mean target. */
  double nullDeviance() {
    return deviance(TargetStatistics.entropy(ones / cases));
  }
}
