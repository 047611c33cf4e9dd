package dev.neuron.core.chunk;

import dev.neuron.core.data.CodedRows;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
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
   * @param all how many rows there are
   * @param featureNames d names; null if the features have none
   */
  static Dataset of(
      RowChunks chunks, CodedRows coded, int all, @Nullable List<String> featureNames) {
    int d = coded.featureCount();
    int count = Math.min(Math.min(all, MAX_ROWS), Math.max(1, MAX_NUMBERS / (d + 1)));
    double[] x = new double[count * d];
    double[] y = new double[count];
    double[] weights = coded.isWeighted() ? new double[count] : null;
    int copied = 0;
    for (int i = 0; copied < count; i++) {
      RowChunk chunk = chunks.get(i);
      int rows = Math.min(chunk.rows(), count - copied);
      Dataset some = coded.decode(chunk.cells(), rows, null);
      System.arraycopy(some.x().values(), 0, x, copied * d, rows * d);
      System.arraycopy(some.y(), 0, y, copied, rows);
      if (weights != null && some.sampleWeights() != null) {
        System.arraycopy(some.sampleWeights(), 0, weights, copied, rows);
      }
      copied += rows;
    }
    return Dataset.ofChecked(new Matrix(x, count, d), y, weights, featureNames);
  }

  /** The most numbers that are copied of a table with d features. */
  static long maxNumbers(int features, long rows) {
    return Math.min(MAX_NUMBERS, Math.min(rows, MAX_ROWS) * (features + 1));
  }
}
