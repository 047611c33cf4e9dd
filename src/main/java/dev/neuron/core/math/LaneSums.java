package dev.neuron.core.math;

import java.util.Arrays;

/**
 * Sums over rows in the one order that results depend on: rows in chunks of {@value #CHUNK_ROWS};
 * in a chunk {@value #LANES} lanes, row i going to lane i mod {@value #LANES} in the order of the
 * rows; the lanes added as ((0+4)+(2+6)) + ((1+5)+(3+7)); the chunks added in their order. The
 * order depends on the number of rows alone, so vectors of any width and any number of threads can
 * keep it.
 *
 * <p>Not safe for use by several threads.
 */
public final class LaneSums {

  /** The lanes of a chunk. */
  public static final int LANES = 8;

  /** The rows of each chunk but the last. */
  public static final int CHUNK_ROWS = 4096;

  private final int quantities;
  private final double[] lanes;
  private final double[] totals;

  /**
   * @param quantities how many sums are kept side by side
   */
  public LaneSums(int quantities) {
    this.quantities = quantities;
    lanes = new double[LANES * quantities];
    totals = new double[quantities];
  }

  /** Sets all sums to 0. */
  public void clear() {
    Arrays.fill(lanes, 0);
    Arrays.fill(totals, 0);
  }

  /**
   * The lane of a row, as an offset into {@link #lanes()}; closes the chunk before the row if the
   * row begins a new one.
   *
   * @param row index in the batch; calls must come in rising order
   */
  public int laneOf(int row) {
    if (row % CHUNK_ROWS == 0 && row > 0) {
      closeChunk();
    }
    return (row % LANES) * quantities;
  }

  /** The lanes, quantity q of a lane at its offset + q; the caller adds to them. */
  public double[] lanes() {
    return lanes;
  }

  /** The sums, one a quantity; closes the open chunk. Valid until the next call of any method. */
  public double[] totals() {
    closeChunk();
    return totals;
  }

  private void closeChunk() {
    for (int q = 0; q < quantities; q++) {
      totals[q] += tree(lanes, q, quantities);
    }
    Arrays.fill(lanes, 0);
  }

  /**
   * The sum of a chunk's eight lanes in the fixed order.
   *
   * @param at where lane 0 is
   * @param step from a lane to the next
   */
  public static double tree(double[] lanes, int at, int step) {
    double even =
        (lanes[at] + lanes[at + 4 * step]) + (lanes[at + 2 * step] + lanes[at + 6 * step]);
    double odd =
        (lanes[at + step] + lanes[at + 5 * step]) + (lanes[at + 3 * step] + lanes[at + 7 * step]);
    return even + odd;
  }
}
