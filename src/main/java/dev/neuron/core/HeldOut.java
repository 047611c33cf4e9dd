package dev.neuron.core;

import org.jspecify.annotations.Nullable;

/**
 * The rows that are not trained on: their loss as training goes on, and the parameters at which it
 * was lowest. Without such rows every method does nothing.
 */
final class HeldOut implements AutoCloseable {

  private final @Nullable Kernel kernel;
  private final double weight;
  private final boolean keepBest;
  private double @Nullable [] best;
  private double lowestLoss = Double.POSITIVE_INFINITY;

  /**
   * @param rows on the scale of the training rows; null for none
   * @param keepBest whether to remember the best parameters
   */
  HeldOut(@Nullable Dataset rows, LossFunction loss, boolean keepBest) {
    this.keepBest = keepBest;
    if (rows == null) {
      kernel = null;
      weight = 0;
    } else {
      kernel = Kernel.of(rows, loss);
      weight = BatchWeight.total(rows);
    }
  }

  boolean exists() {
    return kernel != null;
  }

  /**
   * The loss of parameters, which are remembered if it is the lowest so far; 0 without rows.
   *
   * @param penalty the L2 term of the parameters
   */
  double watch(double[] parameters, double penalty) {
    if (kernel == null) {
      return 0;
    }
    double loss = kernel.loss(parameters) / weight + penalty;
    if (keepBest && loss < lowestLoss) {
      lowestLoss = loss;
      best = parameters.clone();
    }
    return loss;
  }

  /** The parameters of the lowest loss, or the given ones if none were remembered. */
  double[] bestOr(double[] parameters) {
    return best == null ? parameters : best;
  }

  @Override
  public void close() {
    if (kernel != null) {
      kernel.close();
    }
  }
}
