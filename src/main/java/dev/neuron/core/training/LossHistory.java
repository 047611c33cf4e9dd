package dev.neuron.core.training;

import java.util.Arrays;

/**
 * The losses of epochs, thinned: the stride is 1 until the history would exceed its limit; then
 * every second point is dropped and the stride doubles.
 */
final class LossHistory {

  private final int limit;
  private double[] losses = new double[16];
  private int size;
  private long stride = 1;

  /**
   * @param limit the maximum number of points, at least 1
   */
  LossHistory(int limit) {
    this.limit = limit;
  }

  /** Adds the loss of an epoch; to be called for each epoch in turn. */
  void add(int epoch, double loss) {
    if (skips(epoch)) {
      return;
    }
    if (size == limit) {
      thin();
      if (skips(epoch)) {
        return;
      }
    }
    if (size == losses.length) {
      losses = Arrays.copyOf(losses, Math.min(2 * size, limit));
    }
    losses[size++] = loss;
  }

  /** The losses of epochs 0, stride, 2 · stride, …; a copy. */
  double[] losses() {
    return Arrays.copyOf(losses, size);
  }

  long stride() {
    return stride;
  }

  /** True if the stride skips the epoch; the stride is a power of two. */
  private boolean skips(int epoch) {
    return (epoch & (stride - 1)) != 0;
  }

  private void thin() {
    int kept = (size + 1) / 2;
    for (int i = 0; i < kept; i++) {
      losses[i] = losses[2 * i];
    }
    size = kept;
    stride *= 2;
  }
}
