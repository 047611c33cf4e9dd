package dev.neuron.core.training;

import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.neuron.LossFunction;
import org.jspecify.annotations.Nullable;

/**
 * The held-out rows, which are not trained on: watches their loss during training, and keeps the
 * parameters at which it was lowest. Without such rows every method does nothing.
 */
final class HeldOut implements AutoCloseable {

  private final @Nullable Dataset rows;
  private final LossFunction loss;
  private final double weight;
  private final boolean keepBest;
  private double @Nullable [] best;
  private double lowestLoss = Double.POSITIVE_INFINITY;
  private @Nullable Kernel kernel;

  /**
   * @param rows on the scale of the training rows; null for none
   * @param keepBest whether to remember the best parameters
   */
  HeldOut(@Nullable Dataset rows, LossFunction loss, boolean keepBest) {
    this.rows = rows;
    this.loss = loss;
    this.keepBest = keepBest;
    weight = rows == null ? 0 : BatchWeight.total(rows);
  }

  boolean exists() {
    return rows != null;
  }

  /**
   * The loss at parameters, which are kept if it is the lowest so far; 0 without rows.
   *
   * @param penalty the L2 term of the parameters
   */
  double watch(double[] parameters, double penalty) {
    if (rows == null) {
      return 0;
    }
    if (kernel == null) {
      kernel = Kernel.of(rows, loss);
    }
    double watched = kernel.loss(parameters) / weight + penalty;
    if (keepBest && watched < lowestLoss) {
      lowestLoss = watched;
      best = parameters.clone();
    }
    return watched;
  }

  /** The parameters of the lowest loss, or the given ones if none were remembered. */
  double[] bestOr(double[] parameters) {
    return best == null ? parameters : best;
  }

  /** Returns borrowed memory; {@link #watch} borrows it again. */
  @Override
  public void close() {
    if (kernel != null) {
      kernel.close();
      kernel = null;
    }
  }
}
