package dev.neuron.explanation;

import dev.neuron.core.explanation.ChainRule.Factors;
import dev.neuron.core.neuron.LossFunction;
import java.util.List;
import java.util.Set;

/**
 * The loss of a row as a function of ŷ, with slips.
 *
 * @param y the target
 */
record RowLoss(LossFunction loss, double y) {

  /** The losses that slips can lead to, at a prediction that was written. */
  List<Range> values(Range yHat, Set<Slip> slips) {
    Range error = yHat.times(-1).plus(Range.of(y));
    if (isError(slips)) {
      return List.of(error, error.map(Math::abs));
    }
    LossFunction taken = slips.contains(Slip.OTHER_LOSS) ? other() : loss;
    Range value =
        taken == LossFunction.MSE
            ? error.map(e -> e * e)
            : yHat.map(p -> -entropy(y, p) - entropy(1 - y, 1 - p));
    return List.of(slips.contains(Slip.HALF_LOSS) ? value.times(0.5) : value);
  }

  /** The losses that slips can lead to, at the true factors of a row. */
  List<Range> values(Factors row, Set<Slip> slips) {
    LossFunction taken = slips.contains(Slip.OTHER_LOSS) ? other() : loss;
    if (isError(slips)) {
      return values(Range.of(row.yHat()), slips);
    }
    double value = taken == loss ? row.loss() : taken.value(y, row.h(), row.yHat());
    return List.of(Range.of(slips.contains(Slip.HALF_LOSS) ? value / 2 : value));
  }

  private static boolean isError(Set<Slip> slips) {
    return slips.contains(Slip.SQUARE_LEFT_OUT) || slips.contains(Slip.ABSOLUTE_ERROR);
  }

  private LossFunction other() {
    return loss == LossFunction.MSE ? LossFunction.CROSS_ENTROPY : LossFunction.MSE;
  }

  private static double entropy(double share, double p) {
    return share == 0 ? 0 : share * StrictMath.log(p);
  }
}
