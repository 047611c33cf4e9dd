package dev.neuron.core.data;

import java.util.Arrays;

/**
 * Calculates a {@link FeatureStatistics} in one pass over the rows, and a second pass over features
 * whose squares overflow or underflow.
 */
final class StatisticsPass {

  /** Its multiples are as good as random. */
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** Even, so that a multiple of it plus 1 is odd, and a product with that loses no bit. */
  private static final long ROW_STEP = 0xBF58476D1CE4E5B8L;

  /** A sum Σ s x² from here to {@link #LARGEST} has lost nothing to underflow or overflow. */
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

  /**
   * @param unit the weight in which weights are counted
   */
  StatisticsPass(Dataset rows, double unit) {
    this.rows = rows;
    this.unit = unit;
    int d = rows.features();
    min = new double[d];
    max = new double[d];
    squares = new double[d];
    exponents = new int[d];
    hashes = new long[d];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /** Runs as {@link FeatureStatistics#of(Dataset, int, long[])} specifies. */
  FeatureStatistics run(int firstRow, long[] rowHashes) {
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
    return new FeatureStatistics(
        counted, min, max, squares, exponents, hashes, TargetStatistics.of(rows, unit));
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

  /** Sums the squares of a feature again, scaled so that the largest value is about 1. */
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
