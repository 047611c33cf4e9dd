package dev.neuron.core.data;

import java.util.Arrays;

/** One pass over rows for a {@link ColumnSummary}; and a second one over extreme columns. */
final class ColumnPass {

  /** A multiplier whose multiples are as good as random. */
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** An even number, so that multiples of it and 1 more are odd and lose no bit. */
  private static final long ROW_STEP = 0xBF58476D1CE4E5B8L;

  /** Σ s x² from this to {@link #LARGEST} is exact: nothing has underflowed or overflowed. */
  private static final double SMALLEST = 0x1p-900;

  private static final double LARGEST = 0x1p1000;

  private final Dataset rows;
  private final double unit;
  private final double[] min;
  private final double[] max;
  private final double[] squares;
  private final int[] exponents;
  private final long[] hashes;
  private int counted;

  ColumnPass(Dataset rows) {
    this.rows = rows;
    unit = TargetSummary.unit(rows);
    int d = rows.features();
    min = new double[d];
    max = new double[d];
    squares = new double[d];
    exponents = new int[d];
    hashes = new long[d];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /** Computes the summary, as {@link ColumnSummary#of(Dataset, int, long[])} specifies it. */
  ColumnSummary run(int firstRow, long[] rowHashes) {
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.weight(i) > 0) {
        long hash = add(i, firstRow + i);
        if (i < rowHashes.length) {
          rowHashes[i] = hash;
        }
        counted++;
      }
    }
    for (int j = 0; j < squares.length; j++) {
      if (!(squares[j] >= SMALLEST && squares[j] <= LARGEST)) {
        scale(j);
      }
    }
    return new ColumnSummary(
        counted, min, max, squares, exponents, hashes, TargetSummary.of(rows, unit));
  }

  private long add(int i, int indexOfAll) {
    long rowHash = 0;
    long ofRow = ((indexOfAll + 1L) * MIX) | 1;
    long ofColumn = 1;
    double weight = rows.weight(i) / unit;
    for (int j = 0; j < min.length; j++) {
      double value = rows.value(i, j);
      min[j] = Math.min(min[j], value);
      max[j] = Math.max(max[j], value);
      squares[j] += weight * (value * value);
      long bits = Double.doubleToRawLongBits(value + 0.0); // −0 becomes 0
      bits ^= bits >>> 32;
      hashes[j] += bits * ofRow;
      rowHash += bits * ofColumn;
      ofColumn += ROW_STEP;
    }
    return rowHash;
  }

  /** Adds the squares of a column again, scaled so that the largest value is about 1. */
  private void scale(int j) {
    double largest = Math.max(Math.abs(min[j]), Math.abs(max[j]));
    if (largest == 0) {
      return;
    }
    int exponent = Math.getExponent(largest);
    double sum = 0;
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.weight(i) > 0) {
        double scaled = Math.scalb(rows.value(i, j), -exponent);
        sum += rows.weight(i) / unit * (scaled * scaled);
      }
    }
    squares[j] = sum;
    exponents[j] = exponent;
  }
}
