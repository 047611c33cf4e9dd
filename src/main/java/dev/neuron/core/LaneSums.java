package dev.neuron.core;

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
final class LaneSums {

  static final int LANES = 8;
  static final int CHUNK_ROWS = 4096;

  private final int quantities;
  private final double[] lanes;
  private final double[] totals;

  /**
   * @param quantities how many sums are kept side by side
   */
  LaneSums(int quantities) {
    this.quantities = quantities;
    lanes = new double[LANES * quantities];
    totals = new double[quantities];
  }

  /** Sets all sums to 0. */
  void clear() {
    Arrays.fill(lanes, 0);
    Arrays.fill(totals, 0);
  }

  /**
   * The lane of a row, as an offset into {@link #lanes()}; closes the chunk before the row if the
   * row begins a new one.
   *
   * @param row index in the batch, to be asked for in rising order
   */
  int laneOf(int row) {
    if (row % CHUNK_ROWS == 0 && row > 0) {
      closeChunk();
    }
    return (row % LANES) * quantities;
  }

  /** The lanes, quantity q of a lane at its offset + q; to be added to by the caller. */
  double[] lanes() {
    return lanes;
  }

  /** The sums, one a quantity; closes the open chunk. Valid until the next call of any method. */
  double[] totals() {
    closeChunk();
    return totals;
  }

  private void closeChunk() {
    for (int q = 0; q < quantities; q++) {
      double even = (lane(0, q) + lane(4, q)) + (lane(2, q) + lane(6, q));
      double odd = (lane(1, q) + lane(5, q)) + (lane(3, q) + lane(7, q));
      totals[q] += even + odd;
    }
    Arrays.fill(lanes, 0);
  }

  private double lane(int lane, int quantity) {
    return lanes[lane * quantities + quantity];
  }
}
