package dev.neuron.core;

import org.jspecify.annotations.Nullable;

/**
 * The seam behind which the speed lives: one pass over rows of one training. Every implementation
 * gives the same bits; {@link LaneSums} says which.
 *
 * <p>Shapes: {@code parameters} and {@code gradient} hold d + 1 values, W first and b last. {@code
 * order} maps positions to rows, null is the natural order; a batch is the positions from
 * (inclusive) to (exclusive), and lanes and chunks count from the batch's first position. {@link
 * Dataset} has checked the shapes; they are not checked again here. NaN and overflow are not
 * caught: they reach the returned loss.
 */
interface Kernel {

  /** The kernel for this dataset and loss. */
  static Kernel of(Dataset dataset, LossFunction loss) {
    return new PlainKernel(dataset, loss);
  }

  /**
   * Forward and backward pass over a batch.
   *
   * @param gradient modified: becomes Σ s dL/dh x and, last, Σ s dL/dh: sums, not means
   * @return Σ s L over the batch, without the L2 term
   */
  double lossAndGradient(
      double[] parameters, int @Nullable [] order, int from, int to, double[] gradient);

  /** Σ s L over all rows, without the L2 term; a forward pass alone. */
  double loss(double[] parameters);

  /** Σ s over a batch. */
  double weight(int @Nullable [] order, int from, int to);
}
