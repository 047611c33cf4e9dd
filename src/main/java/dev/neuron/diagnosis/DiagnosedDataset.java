package dev.neuron.diagnosis;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.data.TableLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dataset under diagnosis: its rows, the statistics of their features, hashes to find equal rows
 * and features with, and the words for them in messages. Rows of weight 0 do not count.
 */
final class DiagnosedDataset {

  /** The number of rows, from the first, that are compared. Takes a few milliseconds. */
  static final int COMPARED = 1 << 16;

  private final Dataset rows;
  private final FeatureStatistics statistics;
  private final boolean knowsAllRows;
  private final boolean byWeight;
  private final long[] rowHashes;
  private final int[] firsts;

  /**
   * Reads the rows once.
   *
   * @param rows all rows, or the first
   * @param all statistics of all rows; null if {@code rows} are all there are
   */
  DiagnosedDataset(Dataset rows, @Nullable FeatureStatistics all) {
    this.rows = rows;
    rowHashes = new long[Math.min(rows.rows(), COMPARED)];
    FeatureStatistics own = FeatureStatistics.of(rows, 0, rowHashes);
    statistics = all == null ? own : all;
    knowsAllRows = all == null;
    byWeight = rows.isWeighted() && statistics.targets().weight() < rows.rows();
    firsts = findFirsts();
  }

  /** All rows, or the first. */
  Dataset rows() {
    return rows;
  }

  /** Statistics of all rows. */
  FeatureStatistics statistics() {
    return statistics;
  }

  /** True if {@link #rows} are all there are. */
  boolean knowsAllRows() {
    return knowsAllRows;
  }

  /** True if weights of rows differ: shares are then of the weight, not of the rows. */
  boolean byWeight() {
    return byWeight;
  }

  /** The word for a row in a sentence on all rows. */
  String row() {
    return statistics.rows() < rows.rows() ? "row of a weight above 0" : "row";
  }

  /** The {@link #row} in the plural. */
  String allRows() {
    return statistics.rows() < rows.rows() ? "all rows of a weight above 0" : "all rows";
  }

  /** The hash of one of the first {@value #COMPARED} rows: equal for rows with equal features. */
  long rowHash(int i) {
    return rowHashes[i];
  }

  /** The first feature with the same values; the feature itself if there is none before it. */
  int firstOfEqual(int j) {
    return firsts[j];
  }

  private int[] findFirsts() {
    Map<Long, Integer> byHash = new HashMap<>();
    int[] found = new int[rows.features()];
    for (int j = 0; j < found.length; j++) {
      Integer candidate = byHash.putIfAbsent(statistics.hashes()[j], j);
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

  /** What a request calls the column of a feature: its name, or its index in the table. */
  String column(int j) {
    List<String> names = rows.featureNames();
    TableLayout layout = rows.x().layout();
    return names == null ? String.valueOf(layout == null ? j : layout.column(j)) : names.get(j);
  }

  /** A finding that names a feature. */
  Finding finding(
      Finding.Code code,
      int j,
      double value,
      String message,
      String suggestion,
      @Nullable SuggestedChange cure) {
    return new Finding(code, name(j), j, value, message, suggestion, cure, null);
  }
}
