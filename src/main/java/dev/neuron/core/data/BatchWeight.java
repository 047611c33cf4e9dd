package dev.neuron.core.data;

import dev.neuron.core.math.LaneSums;
import org.jspecify.annotations.Nullable;

/**
 * Sums the weights s over the rows of a batch, in the order of {@link LaneSums}. Not safe for
 * several threads.
 */
public final class BatchWeight {

  private final @Nullable Dataset dataset;
  private final LaneSums sum = new LaneSums(1);

  /**
   * @param dataset null for rows that all weigh 1
   */
  public BatchWeight(@Nullable Dataset dataset) {
    this.dataset = dataset;
  }

  /** Σ s over all rows. */
  public static double total(Dataset dataset) {
    return new BatchWeight(dataset).of(null, 0, dataset.rows());
  }

  /**
   * Σ s over the positions from (inclusive) to (exclusive).
   *
   * @param order maps positions to rows; null is the natural order
   */
  public double of(int @Nullable [] order, int from, int to) {
    if (dataset == null || dataset.sampleWeights() == null) {
      return to - from;
    }
    sum.clear();
    double[] lanes = sum.lanes();
    for (int position = from; position < to; position++) {
      int i = order == null ? position : order[position];
      lanes[sum.laneOf(position - from)] += dataset.weight(i);
    }
    return sum.totals()[0];
  }
}
