package dev.neuron.core;

import dev.neuron.core.InvalidInputException.Reason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows to train on and the rows held out, each in the order they came in.
 *
 * @param heldOut null without a validation share
 */
record ValidationSplit(Dataset training, @Nullable Dataset heldOut) {

  /**
   * Holds out the share of the rows, rounded, but at least one; which ones is drawn by the seed.
   *
   * @param fraction in [0, 1); 0 holds out none
   * @throws InvalidInputException if no row, or none with a weight, is left on either side
   */
  static ValidationSplit of(Dataset dataset, double fraction, long seed) {
    if (fraction == 0) {
      return new ValidationSplit(dataset, null);
    }
    int rows = dataset.rows();
    int heldOutRows = heldOutRows(rows, fraction);
    if (heldOutRows >= rows) {
      throw invalid("validationFraction leaves no row to train on.");
    }
    int[] order = RandomStream.naturalOrder(rows);
    new RandomStream(seed, RandomStream.Purpose.VALIDATION).shuffle(order);
    Arrays.sort(order, 0, heldOutRows);
    Arrays.sort(order, heldOutRows, rows);
    Dataset heldOut = dataset.select(Arrays.copyOfRange(order, 0, heldOutRows));
    Dataset training = dataset.select(Arrays.copyOfRange(order, heldOutRows, rows));
    if (weightless(training) || weightless(heldOut)) {
      throw invalid("validationFraction leaves only rows of weight 0 on one side of the split.");
    }
    return new ValidationSplit(training, heldOut);
  }

  /** How many of n rows a share of them is. */
  static int heldOutRows(int rows, double fraction) {
    return fraction == 0 ? 0 : Math.max(1, (int) Math.floor(fraction * rows + 0.5));
  }

  private static boolean weightless(Dataset dataset) {
    double[] weights = dataset.sampleWeights();
    return weights != null && Arrays.stream(weights).allMatch(weight -> weight == 0);
  }

  private static InvalidInputException invalid(String detail) {
    return new InvalidInputException(Reason.INVALID_HYPERPARAMETER, "validationFraction", detail);
  }
}
