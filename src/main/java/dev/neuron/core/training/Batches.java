package dev.neuron.core.training;

import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * The batches of an epoch: consecutive positions in the order of the rows, which is shuffled before
 * each epoch if that is asked for. Not safe for several threads.
 */
final class Batches {

  private final int rows;
  private final int size;
  private final int @Nullable [] order;
  private final RandomStream shuffling;
  private final BatchWeight weights;
  private final double totalWeight;

  /**
   * @param hyperparameters as {@link Hyperparameters#forRows} made them for these rows
   */
  Batches(Dataset dataset, Hyperparameters hyperparameters) {
    this(dataset, dataset.rows(), BatchWeight.total(dataset), hyperparameters);
  }

  /**
   * Batches of all rows, in their order.
   *
   * @param rows n
   * @param totalWeight Σ s of all rows
   * @param hyperparameters as {@link Hyperparameters#forRows} made them for these rows
   */
  Batches(int rows, double totalWeight, Hyperparameters hyperparameters) {
    this(null, rows, totalWeight, hyperparameters);
  }

  private Batches(
      @Nullable Dataset dataset, int rows, double totalWeight, Hyperparameters hyperparameters) {
    this.rows = rows;
    this.totalWeight = totalWeight;
    size = hyperparameters.batchSize() == null ? rows : hyperparameters.batchSize();
    order = isShuffled(hyperparameters) ? RandomStream.naturalOrder(rows) : null;
    shuffling = new RandomStream(hyperparameters.seed(), RandomStream.Purpose.SHUFFLE);
    weights = new BatchWeight(dataset);
  }

  static boolean isShuffled(Hyperparameters hyperparameters) {
    return Boolean.TRUE.equals(hyperparameters.shuffle());
  }

  /** n, the rows of an epoch. */
  int rows() {
    return rows;
  }

  /** The rows of each batch but the last. */
  int size() {
    return size;
  }

  /** Maps positions to rows; null is the natural order. */
  int @Nullable [] order() {
    return order;
  }

  /** Draws the order of the next epoch. */
  void beginEpoch() {
    if (order != null) {
      shuffling.shuffle(order);
    }
  }

  /** The position after the last of the batch that begins at {@code from}. */
  int end(int from) {
    return from + Math.min(size, rows - from);
  }

  /** Σ s of a batch. */
  double weight(int from, int to) {
    return size == rows ? totalWeight : weights.of(order, from, to);
  }

  /** Σ s of all rows. */
  double totalWeight() {
    return totalWeight;
  }
}
