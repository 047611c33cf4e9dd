package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.math.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows to train on and the rows held out, each in the order they came in.
 *
 * @param heldOut null without a validation share
 */
record ValidationSplit(Dataset training, @Nullable Dataset heldOut) {

  /**
   * Holds out the share of the rows, rounded, but at least one; which ones is drawn by the seed.
   * With {@link Split#CLASSES}, rows of weight 0 do not count and are never held out.
   *
   * @param fraction in [0, 1); 0 holds out none
   * @throws InvalidInputException if no row, or none with a weight, is left on either side, or none
   *     of a class to train on
   */
  static ValidationSplit of(Dataset dataset, double fraction, Split split, long seed) {
    if (fraction == 0) {
      return new ValidationSplit(dataset, null);
    }
    int[] order = RandomStream.naturalOrder(dataset.rows());
    new RandomStream(seed, RandomStream.Purpose.VALIDATION).shuffle(order);
    boolean[] isHeldOut =
        split == Split.ROWS ? anyRows(order, fraction) : byClass(dataset, order, fraction);
    Dataset heldOut = dataset.select(rows(isHeldOut, true));
    Dataset training = dataset.select(rows(isHeldOut, false));
    if (training.countedRows() == 0 || heldOut.countedRows() == 0) {
      throw invalid("validationFraction leaves only rows of weight 0 on one side of the split.");
    }
    return new ValidationSplit(training, heldOut);
  }

  /** The number of rows in a share of n rows: rounded, but at least one unless the share is 0. */
  static int heldOutRows(int rows, double fraction) {
    return fraction == 0 ? 0 : Math.max(1, (int) Math.floor(fraction * rows + 0.5));
  }

  private static boolean[] anyRows(int[] order, double fraction) {
    int count = heldOutRows(order.length, fraction);
    requireRest(order.length, count);
    boolean[] isHeldOut = new boolean[order.length];
    Arrays.stream(order, 0, count).forEach(i -> isHeldOut[i] = true);
    return isHeldOut;
  }

  /** Holds rows out in the order drawn, from each class until its share is full. */
  private static boolean[] byClass(Dataset dataset, int[] order, double fraction) {
    boolean binary = dataset.hasBinaryTargets(); // else all are of one class
    int rows = dataset.countedRows();
    int ones = 0;
    for (int i = 0; binary && i < dataset.rows(); i++) {
      ones += dataset.counts(i) && dataset.target(i) == 1 ? 1 : 0;
    }
    int[] left = shares(rows - ones, ones, heldOutRows(rows, fraction));
    boolean[] isHeldOut = new boolean[order.length];
    for (int i : order) {
      int ofClass = binary && dataset.target(i) == 1 ? 1 : 0;
      if (dataset.counts(i) && left[ofClass] > 0) {
        left[ofClass]--;
        isHeldOut[i] = true;
      }
    }
    return isHeldOut;
  }

  /**
   * The number of held-out rows of each class: its share, rounded to the nearest, with at least one
   * row left to train on.
   */
  private static int[] shares(int zeros, int ones, int heldOut) {
    int rows = zeros + ones;
    requireRest(rows, heldOut);
    int maxOnes = Math.max(0, ones - 1);
    int minOnes = heldOut - Math.max(0, zeros - 1);
    if (minOnes > maxOnes) {
      throw invalid(
          ("validationFraction holds out %d of %d rows, which leaves no row of one of the two classes"
                  + " to train on: lower it, or set split to \"rows\".")
              .formatted(heldOut, rows));
    }
    int share = (int) Math.ceilDiv(2L * heldOut * ones - rows, 2L * rows);
    int ofOnes = Math.clamp(share, minOnes, maxOnes);
    return new int[] {heldOut - ofOnes, ofOnes};
  }

  private static void requireRest(int rows, int heldOut) {
    if (heldOut >= rows) {
      throw invalid("validationFraction leaves no row to train on.");
    }
  }

  private static int[] rows(boolean[] isHeldOut, boolean heldOut) {
    return IntStream.range(0, isHeldOut.length).filter(i -> isHeldOut[i] == heldOut).toArray();
  }

  private static InvalidInputException invalid(String detail) {
    return new InvalidInputException(Reason.INVALID_HYPERPARAMETER, "validationFraction", detail);
  }
}
