package dev.neuron.core.data;

import java.util.Arrays;
import java.util.List;

/**
 * Statistics of the columns of a dataset, from which findings on features and targets are made. A
 * row counts by its weight, as {@link TargetSummary} defines it. Summaries of parts can be merged.
 * The arrays must not be modified.
 *
 * @param rows how many rows have a weight above 0
 * @param min the smallest value of each feature
 * @param max the largest value of each feature
 * @param squares Σ s (x / 2ᵉ)² of each
 * @param exponents e of each; 0, except for values whose squares would not fit into a double
 * @param hashes of the values of each in their order: equal for features that are equal in every
 *     row
 */
public record ColumnSummary(
    long rows,
    double[] min,
    double[] max,
    double[] squares,
    int[] exponents,
    long[] hashes,
    TargetSummary targets) {

  private static final int QUANTITIES = 6;

  /**
   * The summary of some rows of a dataset.
   *
   * @param firstRow index of the first of these among all rows
   */
  public static ColumnSummary of(Dataset rows, int firstRow) {
    return of(rows, firstRow, new long[0]);
  }

  /**
   * The summary of some rows of a dataset, with hashes of its first rows.
   *
   * @param firstRow which of all rows the first of these is
   * @param rowHashes set to the hashes of as many rows: equal for rows with equal features
   */
  public static ColumnSummary of(Dataset rows, int firstRow, long[] rowHashes) {
    return new ColumnPass(rows).run(firstRow, rowHashes);
  }

  /** √(Σ s x² / Σ s): the size of a feature as a gradient step feels it; 1 for the bias. */
  public double rootMeanSquare(int j) {
    double scaled = Math.sqrt(squares[j] / targets.weight());
    return Math.min(Math.scalb(scaled, exponents[j]), Double.MAX_VALUE);
  }

  private ColumnSummary with(ColumnSummary other) {
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
    return new ColumnSummary(
        rows + other.rows,
        minOfBoth,
        maxOfBoth,
        squaresOfBoth,
        exponentsOfBoth,
        hashesOfBoth,
        targets.with(other.targets));
  }

  /** The larger exponent; that of a part that is all 0 does not count. */
  private int exponentOfBoth(ColumnSummary other, int j) {
    if (squares[j] == 0 || other.squares[j] == 0) {
      return squares[j] == 0 ? other.exponents[j] : exponents[j];
    }
    return Math.max(exponents[j], other.exponents[j]);
  }

  private double squares(int j, int exponent) {
    return Math.scalb(squares[j], 2 * (exponents[j] - exponent));
  }

  /** The summary of all chunks, from the {@link #toArray} of each. */
  public static ColumnSummary merged(List<double[]> chunks, int features) {
    return chunks.stream()
        .map(chunk -> ofArray(chunk, features))
        .reduce(ColumnSummary::with)
        .orElseThrow();
  }

  /** The summary as an array of numbers; a hash is two of them, its upper and its lower half. */
  public double[] toArray() {
    int d = min.length;
    int at = TargetSummary.NUMBERS + 1;
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

  private static ColumnSummary ofArray(double[] array, int d) {
    int at = TargetSummary.NUMBERS + 1;
    long[] hashes = new long[d];
    int[] exponents = new int[d];
    for (int j = 0; j < d; j++) {
      long upper = (int) array[at + 3 * d + j];
      long lower = Integer.toUnsignedLong((int) array[at + 4 * d + j]);
      hashes[j] = upper << Integer.SIZE | lower;
      exponents[j] = (int) array[at + 5 * d + j];
    }
    return new ColumnSummary(
        (long) array[at - 1],
        Arrays.copyOfRange(array, at, at + d),
        Arrays.copyOfRange(array, at + d, at + 2 * d),
        Arrays.copyOfRange(array, at + 2 * d, at + 3 * d),
        exponents,
        hashes,
        TargetSummary.get(array));
  }
}
