package dev.neuron.core;

import java.util.Arrays;
import java.util.List;

/**
 * What there is in the columns of a dataset: all that findings on features and targets need of the
 * rows. Summaries of parts make one of the whole. The arrays are read only.
 *
 * @param rows how many
 * @param least the least value of each feature
 * @param most the largest of each
 * @param squares Σ x² of each
 * @param hashes of the values of each in their order: equal for features that are equal in every
 *     row
 */
public record ColumnSummary(
    long rows, double[] least, double[] most, double[] squares, long[] hashes, Targets targets) {

  /**
   * What there is in the targets.
   *
   * @param sum Σ y
   * @param squares Σ y²
   * @param fractional how many are neither 0 nor 1
   */
  public record Targets(double least, double most, double sum, double squares, double fractional) {

    static final int NUMBERS = 5;

    static Targets of(double[] y) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      double sum = 0;
      double squares = 0;
      double fractional = 0;
      for (double target : y) {
        least = Math.min(least, target);
        most = Math.max(most, target);
        sum += target;
        squares += target * target;
        fractional += target == 0 || target == 1 ? 0 : 1;
      }
      return new Targets(least, most, sum, squares, fractional);
    }

    Targets with(Targets other) {
      return new Targets(
          Math.min(least, other.least),
          Math.max(most, other.most),
          sum + other.sum,
          squares + other.squares,
          fractional + other.fractional);
    }
  }

  /** Multiples of it are as good as random. */
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private static final int QUANTITIES = 5;

  /**
   * Of some rows of a dataset.
   *
   * @param firstRow which of all rows the first of these is
   */
  static ColumnSummary of(Dataset rows, int firstRow) {
    int d = rows.features();
    double[] least = new double[d];
    double[] most = new double[d];
    double[] squares = new double[d];
    long[] hashes = new long[d];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < rows.rows(); i++) {
      long ofRow = ((firstRow + i + 1L) * MIX) | 1;
      for (int j = 0; j < d; j++) {
        double value = rows.value(i, j);
        least[j] = Math.min(least[j], value);
        most[j] = Math.max(most[j], value);
        squares[j] += value * value;
        long bits = Double.doubleToRawLongBits(value + 0.0); // there is one zero
        hashes[j] += (bits ^ (bits >>> 32)) * ofRow;
      }
    }
    double[] y = Arrays.copyOf(rows.y(), rows.rows());
    return new ColumnSummary(rows.rows(), least, most, squares, hashes, Targets.of(y));
  }

  private ColumnSummary with(ColumnSummary other) {
    int d = least.length;
    double[] leastOfBoth = new double[d];
    double[] mostOfBoth = new double[d];
    double[] squaresOfBoth = new double[d];
    long[] hashesOfBoth = new long[d];
    for (int j = 0; j < d; j++) {
      leastOfBoth[j] = Math.min(least[j], other.least[j]);
      mostOfBoth[j] = Math.max(most[j], other.most[j]);
      squaresOfBoth[j] = squares[j] + other.squares[j];
      hashesOfBoth[j] = hashes[j] + other.hashes[j];
    }
    return new ColumnSummary(
        rows + other.rows,
        leastOfBoth,
        mostOfBoth,
        squaresOfBoth,
        hashesOfBoth,
        targets.with(other.targets));
  }

  /** The summary of all chunks, each as {@link #toArray} says. */
  static ColumnSummary merged(List<double[]> chunks, int features) {
    return chunks.stream()
        .map(chunk -> ofArray(chunk, features))
        .reduce(ColumnSummary::with)
        .orElseThrow();
  }

  /** As numbers; a hash is two of them, its upper and its lower half. */
  double[] toArray() {
    int d = least.length;
    double[] array = new double[1 + Targets.NUMBERS + QUANTITIES * d];
    array[0] = rows;
    array[1] = targets.least;
    array[2] = targets.most;
    array[3] = targets.sum;
    array[4] = targets.squares;
    array[5] = targets.fractional;
    int at = 1 + Targets.NUMBERS;
    System.arraycopy(least, 0, array, at, d);
    System.arraycopy(most, 0, array, at + d, d);
    System.arraycopy(squares, 0, array, at + 2 * d, d);
    for (int j = 0; j < d; j++) {
      array[at + 3 * d + j] = (int) (hashes[j] >>> Integer.SIZE);
      array[at + 4 * d + j] = (int) hashes[j];
    }
    return array;
  }

  private static ColumnSummary ofArray(double[] array, int d) {
    int at = 1 + Targets.NUMBERS;
    long[] hashes = new long[d];
    for (int j = 0; j < d; j++) {
      long upper = (int) array[at + 3 * d + j];
      long lower = Integer.toUnsignedLong((int) array[at + 4 * d + j]);
      hashes[j] = upper << Integer.SIZE | lower;
    }
    return new ColumnSummary(
        (long) array[0],
        Arrays.copyOfRange(array, at, at + d),
        Arrays.copyOfRange(array, at + d, at + 2 * d),
        Arrays.copyOfRange(array, at + 2 * d, at + 3 * d),
        hashes,
        new Targets(array[1], array[2], array[3], array[4], array[5]));
  }
}
