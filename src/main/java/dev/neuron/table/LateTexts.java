package dev.neuron.table;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Counts the values of columns whose first text came late: the numbers before it were not counted,
 * as a column of numbers needs no counts.
 *
 * @param columns how many cells a row has
 * @param chunkRows the rows of each chunk but the last
 */
record LateTexts(TableScan scan, ColumnRoles roles, int columns, int chunkRows) {

  /**
   * Completes the counts.
   *
   * @param chunks returns the cells of a chunk by its index
   */
  void count(IntFunction<double[]> chunks) {
    int[] late = Arrays.stream(roles.features()).filter(j -> scan.countedFrom(j) > 0).toArray();
    int end = Arrays.stream(late).map(scan::countedFrom).max().orElse(0);
    for (int from = 0; from < end; from += chunkRows) {
      double[] cells = chunks.apply(from / chunkRows);
      for (int j : late) {
        LevelCounts counts = scan.levels(j);
        int rows = Math.min(chunkRows, scan.countedFrom(j) - from);
        for (int i = 0; counts != null && i < rows; i++) {
          counts.add(cells[i * columns + j]);
        }
      }
    }
  }
}
