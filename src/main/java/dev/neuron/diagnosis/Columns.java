package dev.neuron.diagnosis;

import dev.neuron.core.ColumnSummary;
import dev.neuron.core.Dataset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over the rows that count (those with a weight above 0) tells of each feature, and
 * which rows may be equal.
 */
final class Columns {

  /** Rows that are compared with each other; of more, the first. Takes a few milliseconds. */
  static final int COMPARED = 1 << 16;

  /** Multiples of it are as good as random. */
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** An even number, so that multiples of it and 1 more are odd and lose no bit. */
  private static final long ROW_STEP = 0xBF58476D1CE4E5B8L;

  private final Dataset rows;
  private final double[] least;
  private final double[] most;
  private final double[] squares;
  private final long[] hashes;
  private final long[] rowHashes;
  private final int[] firsts;
  private int counted;

  /**
   * @param rows all, or the first
   * @param all what there is in all rows, if these are but the first
   */
  Columns(Dataset rows, @Nullable ColumnSummary all) {
    this.rows = rows;
    int d = rows.features();
    least = new double[d];
    most = new double[d];
    squares = new double[d];
    hashes = new long[d];
    rowHashes = new long[Math.min(rows.rows(), COMPARED)];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.weight(i) > 0) {
        long hash = add(i, d);
        if (i < COMPARED) {
          rowHashes[i] = hash;
        }
        counted++;
      }
    }
    if (all != null) {
      take(all);
    }
    firsts = findFirsts();
  }

  private void take(ColumnSummary all) {
    int d = rows.features();
    System.arraycopy(all.least(), 0, least, 0, d);
    System.arraycopy(all.most(), 0, most, 0, d);
    System.arraycopy(all.squares(), 0, squares, 0, d);
    System.arraycopy(all.hashes(), 0, hashes, 0, d);
    counted = Math.toIntExact(all.rows());
  }

  private long add(int i, int d) {
    long rowHash = 0;
    long ofRow = ((i + 1) * MIX) | 1;
    long ofColumn = 1;
    for (int j = 0; j < d; j++) {
      double value = rows.value(i, j);
      least[j] = Math.min(least[j], value);
      most[j] = Math.max(most[j], value);
      squares[j] += value * value;
      long bits = Double.doubleToRawLongBits(value + 0.0); // there is one zero
      bits ^= bits >>> 32;
      hashes[j] += bits * ofRow;
      rowHash += bits * ofColumn;
      ofColumn += ROW_STEP;
    }
    return rowHash;
  }

  /** All rows, or the first. */
  Dataset rows() {
    return rows;
  }

  /** Whether {@link #rows} are all there are. */
  boolean knowsAllRows() {
    return counted <= rows.rows();
  }

  /** How many rows count. */
  int counted() {
    return counted;
  }

  /** Equal for equal rows; of the first {@value #COMPARED}. */
  long rowHash(int i) {
    return rowHashes[i];
  }

  boolean isConstant(int j) {
    return least[j] == most[j];
  }

  double least(int j) {
    return least[j];
  }

  double most(int j) {
    return most[j];
  }

  /** √(Σ x² / n): the size of a feature as a gradient step feels it; 1 for the bias. */
  double rootMeanSquare(int j) {
    return Math.min(Math.sqrt(squares[j] / counted), Double.MAX_VALUE);
  }

  /** The first feature with the same values, which is itself if there is none before. */
  int firstOfEqual(int j) {
    return firsts[j];
  }

  private int[] findFirsts() {
    Map<Long, Integer> byHash = new HashMap<>();
    int[] found = new int[hashes.length];
    for (int j = 0; j < found.length; j++) {
      Integer candidate = byHash.putIfAbsent(hashes[j], j);
      found[j] = candidate != null && areEqual(j, candidate) ? candidate : j;
    }
    return found;
  }

  private boolean areEqual(int j, int k) {
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.weight(i) > 0 && rows.value(i, j) != rows.value(i, k)) {
        return false;
      }
    }
    return true;
  }

  /** What a feature is called. */
  String name(int j) {
    List<String> names = rows.featureNames();
    return names == null ? "x" + (j + 1) : names.get(j);
  }

  /** A finding that names a feature. */
  Finding finding(
      Finding.Code code,
      int j,
      double value,
      String message,
      String suggestion,
      @Nullable Cure cure) {
    return new Finding(code, name(j), j, value, message, suggestion, cure);
  }
}
