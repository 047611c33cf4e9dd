package dev.neuron.core.training;

import java.util.Arrays;

/**
 * The weighted mean m and the population deviation σ of columns, from {@link ColumnSums}.
 *
 * <p>Squares of very small and very large values leave the range of doubles where the values
 * themselves do not. Columns whose sums show it are summed a second time, multiplied by a power of
 * two that brings their largest value near 1; all others have the bits of a plain sum.
 *
 * @param mean d values m
 * @param deviation d values σ
 */
record ColumnMoments(double[] mean, double[] deviation) {

  /** The deviation below which squares times weights may have lost digits, or all of them. */
  private static final double SMALL_DEVIATION = 0x1p-300;

  /**
   * The largest value below which a small deviation may be wrong; above, values that differ do so
   * by more than {@link #SMALL_DEVIATION}.
   */
  private static final double SMALL_VALUE = 0x1p-240;

  /** Keeps the power of two within the range of doubles. */
  private static final int MAX_EXPONENT = 1000;

  /** The moments of d columns. */
  static ColumnMoments of(int d, ColumnSums sums) {
    double[] factor = new double[d];
    Arrays.fill(factor, 1);
    ColumnMoments moments = of(factor, sums);
    boolean rescaled = false;
    double[] maxAbsolute = moments.isSuspect() ? sums.maxAbsolute() : factor;
    for (int j = 0; j < d; j++) {
      boolean small = maxAbsolute[j] > 0 && maxAbsolute[j] < SMALL_VALUE;
      if (moments.isSuspect(j) && (small || !moments.isFinite(j))) {
        factor[j] = powerOfTwo(-Math.getExponent(maxAbsolute[j]));
        rescaled = true;
      }
    }
    return rescaled ? of(factor, sums).unscaled(factor) : moments;
  }

  /** m and σ of the columns times their factors. */
  private static ColumnMoments of(double[] factor, ColumnSums sums) {
    int d = factor.length;
    double[] mean = means(sums, factor, new double[d], false);
    // A second round removes what the first has rounded: a constant column then has σ = 0.
    double[] correction = means(sums, factor, mean, false);
    for (int j = 0; j < d; j++) {
      mean[j] += correction[j];
    }
    double[] deviation = means(sums, factor, mean, true);
    for (int j = 0; j < d; j++) {
      deviation[j] = Math.sqrt(deviation[j]);
    }
    return new ColumnMoments(mean, deviation);
  }

  /** Σ s (x f − m)ᵏ / S for each column, k = 2 if squared, else 1. */
  private static double[] means(ColumnSums sums, double[] factor, double[] mean, boolean squared) {
    double[] totals = sums.of(factor, mean, squared);
    int d = mean.length;
    double[] means = new double[d];
    for (int j = 0; j < d; j++) {
      means[j] = totals[j] / totals[d];
    }
    return means;
  }

  private static double powerOfTwo(int exponent) {
    return Math.scalb(1.0, Math.clamp(exponent, -MAX_EXPONENT, MAX_EXPONENT));
  }

  private boolean isSuspect() {
    for (int j = 0; j < mean.length; j++) {
      if (isSuspect(j)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSuspect(int j) {
    return !isFinite(j) || deviation[j] < SMALL_DEVIATION;
  }

  private boolean isFinite(int j) {
    return Double.isFinite(mean[j]) && Double.isFinite(deviation[j]);
  }

  private ColumnMoments unscaled(double[] factor) {
    double[] means = mean.clone();
    double[] deviations = deviation.clone();
    for (int j = 0; j < means.length; j++) {
      means[j] = Math.clamp(means[j] / factor[j], -Double.MAX_VALUE, Double.MAX_VALUE);
      deviations[j] = Math.min(deviations[j] / factor[j], Double.MAX_VALUE);
    }
    return new ColumnMoments(means, deviations);
  }
}
