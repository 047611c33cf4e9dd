package dev.neuron.core.chunk;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A copy of the first rows of a table, up to a bound. Not safe for several threads. */
final class FirstRows {

  /** The most numbers, targets among them: 16 MiB. */
  private static final int MAX_NUMBERS = 1 << 21;

  /** The most rows: no more are compared with each other. */
  private static final int MAX_ROWS = 1 << 16;

  private final Matrix.Builder x = new Matrix.Builder();
  private final List<Double> y = new ArrayList<>();

  /** Copies rows of the next chunk until the bound is reached. */
  void add(Dataset chunk) {
    int d = chunk.features();
    int room = Math.min(MAX_ROWS, MAX_NUMBERS / (d + 1)) - x.rows();
    for (int i = 0; i < Math.min(room, chunk.rows()); i++) {
      for (int j = 0; j < d; j++) {
        x.add(chunk.value(i, j));
      }
      x.endRow();
      y.add(chunk.target(i));
    }
  }

  /**
   * The rows as a dataset; no more can be added.
   *
   * @throws dev.neuron.core.data.InvalidInputException if there is no row
   */
  Dataset take(@Nullable List<String> featureNames) {
    double[] targets = y.stream().mapToDouble(Double::doubleValue).toArray();
    y.clear();
    return Dataset.of(x.build(), targets, null, featureNames);
  }

  /** The most numbers that are copied of a table with d features. */
  static long maxNumbers(int features, long rows) {
    return Math.min(MAX_NUMBERS, Math.min(rows, MAX_ROWS) * (features + 1));
  }
}
