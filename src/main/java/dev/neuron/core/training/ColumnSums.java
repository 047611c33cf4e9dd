package dev.neuron.core.training;

/** Sums over the rows that count, from which {@link ColumnMoments} are computed. */
public interface ColumnSums {

  /**
   * Σ s (x f − m)ᵏ for each of d columns, and last S = Σ s: d + 1 sums.
   *
   * @param factor f of each column, a power of two, so that x f is exact
   * @param mean m of each column
   * @param squared true for k = 2, false for k = 1
   */
  double[] of(double[] factor, double[] mean, boolean squared);

  /** The largest |x| of each of d columns. */
  double[] maxAbsolute();
}
