package dev.neuron.diagnosis;

import dev.neuron.core.data.ColumnSummary;
import dev.neuron.core.data.Dataset;
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

  private final Dataset rows;
  private final ColumnSummary summary;
  private final boolean knowsAllRows;
  private final boolean byWeight;
  private final long[] rowHashes;
  private final int[] firsts;

  /**
   * @param rows all, or the first
   * @param all what there is in all rows, if these are but the first
   */
  Columns(Dataset rows, @Nullable ColumnSummary all) {
    this.rows = rows;
    rowHashes = new long[Math.min(rows.rows(), COMPARED)];
    ColumnSummary own = ColumnSummary.of(rows, 0, rowHashes);
    summary = all == null ? own : all;
    knowsAllRows = all == null;
    byWeight = rows.isWeighted() && summary.targets().weight() < rows.rows();
    firsts = findFirsts();
  }

  /** All rows, or the first. */
  Dataset rows() {
    return rows;
  }

  /** Statistics of the columns of all rows. */
  ColumnSummary summary() {
    return summary;
  }

  /** Whether {@link #rows} are all there are. */
  boolean knowsAllRows() {
    return knowsAllRows;
  }

  /** Whether rows weigh differently: shares are then of the weight, not of the rows. */
  boolean byWeight() {
    return byWeight;
  }

  /** The word for a row in a sentence on all rows. */
  String row() {
    return summary.rows() < rows.rows() ? "row of a weight above 0" : "row";
  }

  /** The {@link #row} in the plural. */
  String allRows() {
    return summary.rows() < rows.rows() ? "all rows of a weight above 0" : "all rows";
  }

  /** Equal for equal rows; of the first {@value #COMPARED}. */
  long rowHash(int i) {
    return rowHashes[i];
  }

  boolean isConstant(int j) {
    return least(j) == most(j);
  }

  double least(int j) {
    return summary.min()[j];
  }

  double most(int j) {
    return summary.max()[j];
  }

  /** From the least to the most; infinite if it is more than a double holds. */
  double range(int j) {
    return most(j) - least(j);
  }

  /** √(Σ s x² / Σ s): the size of a feature as a gradient step feels it; 1 for the bias. */
  double rootMeanSquare(int j) {
    return summary.rootMeanSquare(j);
  }

  /** The first feature with the same values, which is itself if there is none before. */
  int firstOfEqual(int j) {
    return firsts[j];
  }

  private int[] findFirsts() {
    Map<Long, Integer> byHash = new HashMap<>();
    int[] found = new int[rows.features()];
    for (int j = 0; j < found.length; j++) {
      Integer candidate = byHash.putIfAbsent(summary.hashes()[j], j);
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

  /** The name of a feature. */
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
      @Nullable SuggestedChange cure) {
    return new Finding(code, name(j), j, value, message, suggestion, cure);
  }
}
