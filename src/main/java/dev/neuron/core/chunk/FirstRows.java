package dev.neuron.core.chunk;

import dev.neuron.core.data.CodedRows;
import dev.neuron.core.data.Dataset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A copy of the first rows of a table, up to a bound. */
final class FirstRows {

  /** The most numbers, targets among them: 16 MiB. */
  private static final int MAX_NUMBERS = 1 << 21;

  /** The most rows: no more are compared with each other. */
  private static final int MAX_ROWS = 1 << 16;

  private FirstRows() {}

  /**
   * Returns the first rows as a dataset.
   *
   * @param rows how many there are in all
   * @param featureNames d names; null if the features have none
   */
  static Dataset of(
      RowChunks chunks, CodedRows coded, int rows, @Nullable List<String> featureNames) {
    int d = coded.featureCount();
    int count = Math.min(Math.min(rows, MAX_ROWS), Math.max(1, MAX_NUMBERS / (d + 1)));
    double[] cells = new double[count * coded.columns()];
    int length = 0;
    for (int i = 0; length < cells.length; i++) {
      double[] some = chunks.get(i).cells();
      int taken = Math.min(some.length, cells.length - length);
      System.arraycopy(some, 0, cells, length, taken);
      length += taken;
    }
    return coded.decode(cells, count, featureNames);
  }

  /** The most numbers that are copied of a table with d features. */
  static long maxNumbers(int features, long rows) {
    return Math.min(MAX_NUMBERS, Math.min(rows, MAX_ROWS) * (features + 1));
  }
}
