package dev.neuron.core;

import org.jspecify.annotations.Nullable;

/** Σ s over the rows of a batch, in the order of {@link LaneSums}. Not safe for several threads. */
final class BatchWeight {

  private final @Nullable Dataset dataset;
  private final LaneSums sum = new LaneSums(1);

  /**
   * @param dataset null for rows that all weigh 1
   */
  BatchWeight(@Nullable Dataset dataset) {
    this.dataset = dataset;
  }

  /** Σ s over all rows. */
  static double total(Dataset dataset) {
    return new BatchWeight(dataset).of(null, 0, dataset.rows());
  }

  /**
   * Σ s over the positions from (inclusive) to (exclusive).
   *
   * @param order maps positions to rows; null is the natural order
   */
  double of(int @Nullable [] order, int from, int to) {
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
