package dev.neuron.core.data;

import java.util.Arrays;
import java.util.List;

/**
 * Statistics of the features of a dataset, and of its targets: all that findings need of the rows.
 * A row counts by its weight, as in {@link TargetStatistics}. Statistics of parts can be merged
 * into those of the whole. The arrays must not be modified.
 *
 * @param rows the number of rows whose weight is above 0
 * @param min the smallest value of each feature
 * @param max the largest value of each feature
 * @param squares Σ s (x / 2ᵉ)² of each feature
 * @param exponents e of each feature; 0 unless the squares would not fit into a double
 * @param hashes a hash of each feature's values in their order: equal for features that are equal
 *     in every row
 */
public record FeatureStatistics(
    long rows,
    double[] min,
    double[] max,
    double[] squares,
    int[] exponents,
    long[] hashes,
    TargetStatistics targets) {

  /** Numbers for each feature in an array: the hash takes two. */
  private static final int QUANTITIES = 6;

  /**
   * Calculates the statistics of some rows of a dataset.
   *
   * @param firstRow the index of the first of these rows among all rows
   * @param unit the largest weight of all rows, in which weights are counted
   */
  public static FeatureStatistics of(Dataset rows, int firstRow, double unit) {
    return new StatisticsPass(rows, unit).run(firstRow, new long[0]);
  }

  /**
   * Calculates the statistics of some rows of a dataset, and hashes of the first of them.
   *
   * @param firstRow the index of the first of these rows among all rows
   * @param rowHashes modified: its elements are set to the hashes of the first rows, equal for rows
   *     with equal features
   */
  public static FeatureStatistics of(Dataset rows, int firstRow, long[] rowHashes) {
    return new StatisticsPass(rows, TargetStatistics.unit(rows)).run(firstRow, rowHashes);
  }

  /** The smallest value of a feature. */
  public double min(int j) {
    return min[j];
  }

  /** The largest value of a feature. */
  public double max(int j) {
    return max[j];
  }

  /** True if a feature has the same value in every row. */
  public boolean isConstant(int j) {
    return min[j] == max[j];
  }

  /** max − min of a feature; infinite if it exceeds what a double holds. */
  public double range(int j) {
    return max[j] - min[j];
  }

  /** The largest |x| of a feature. */
  public double maxMagnitude(int j) {
    return Math.max(Math.abs(min[j]), Math.abs(max[j]));
  }

  /** √(Σ s x² / Σ s): the size of a feature as a gradient step feels it; 1 for the bias. */
  public double rootMeanSquare(int j) {
    double scaled = Math.sqrt(squares[j] / targets.weight());
    return Math.min(Math.scalb(scaled, exponents[j]), Double.MAX_VALUE);
  }

  private FeatureStatistics with(FeatureStatistics other) {
    int d = min.length;
    double[] minOfBoth = new double[d];
    double[] maxOfBoth = new double[d];
    double[] squaresOfBoth = new double[d];
    int[] exponentsOfBoth = new int[d];
    long[] hashesOfBoth = new long[d];
    for (int j = 0; j < d; j++) {
      minOfBoth[j] = Math.min(min[j], other.min[j]);
      maxOfBoth[j] = Math.max(max[j], other.max[j]);
      exponentsOfBoth[j] = exponentOfBoth(other, j);
      squaresOfBoth[j] = squares(j, exponentsOfBoth[j]) + other.squares(j, exponentsOfBoth[j]);
      hashesOfBoth[j] = hashes[j] + other.hashes[j];
    }
    return new FeatureStatistics(
        rows + other.rows,
        minOfBoth,
        maxOfBoth,
        squaresOfBoth,
        exponentsOfBoth,
        hashesOfBoth,
        targets.with(other.targets));
  }

  /** The larger exponent; that of a part with only zeros has no meaning. */
  private int exponentOfBoth(FeatureStatistics other, int j) {
    if (squares[j] == 0 || other.squares[j] == 0) {
      return squares[j] == 0 ? other.exponents[j] : exponents[j];
    }
    return Math.max(exponents[j], other.exponents[j]);
  }

  private double squares(int j, int exponent) {
    return Math.scalb(squares[j], 2 * (exponents[j] - exponent));
  }

  /** Merges the statistics of all chunks, each in the form of {@link #toArray}. */
  public static FeatureStatistics merged(List<double[]> chunks, int features) {
    return chunks.stream()
        .map(chunk -> ofArray(chunk, features))
        .reduce(FeatureStatistics::with)
        .orElseThrow();
  }

  /** Returns the statistics as numbers; a hash becomes two, its upper and its lower half. */
  public double[] toArray() {
    int d = min.length;
    int at = TargetStatistics.NUMBERS + 1;
    double[] array = new double[at + QUANTITIES * d];
    targets.put(array);
    array[at - 1] = rows;
    System.arraycopy(min, 0, array, at, d);
    System.arraycopy(max, 0, array, at + d, d);
    System.arraycopy(squares, 0, array, at + 2 * d, d);
    for (int j = 0; j < d; j++) {
      array[at + 3 * d + j] = (int) (hashes[j] >>> Integer.SIZE);
      array[at + 4 * d + j] = (int) hashes[j];
      array[at + 5 * d + j] = exponents[j];
    }
    return array;
  }

  private static FeatureStatistics ofArray(double[] array, int d) {
    int at = TargetStatistics.NUMBERS + 1;
    long[] hashes = new long[d];
    int[] exponents = new int[d];
    for (int j = 0; j < d; j++) {
      long upper = (int) array[at + 3 * d + j];
      long lower = Integer.toUnsignedLong((int) array[at + 4 * d + j]);
      hashes[j] = upper << Integer.SIZE | lower;
      exponents[j] = (int) array[at + 5 * d + j];
    }
    return new FeatureStatistics(
        (long) array[at - 1],
        Arrays.copyOfRange(array, at, at + d),
        Arrays.copyOfRange(array, at + d, at + 2 * d),
        Arrays.copyOfRange(array, at + 2 * d, at + 3 * d),
        exponents,
        hashes,
        TargetStatistics.get(array));
  }
}
