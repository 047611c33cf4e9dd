package dev.neuron.core.kernel;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.thread.ChunkCrew;
import org.jspecify.annotations.Nullable;

/**
 * One pass over rows of one training, forward and backward: the interface of all fast
 * implementations. Every implementation gives the same bits; {@link LaneSums} says which.
 *
 * <p>Shapes: {@code parameters} and {@code gradient} hold d + 1 values, W first and b last. {@code
 * order} maps positions to rows, null is the natural order; a batch is the positions from
 * (inclusive) to (exclusive), and lanes and chunks count from the batch's first position. {@link
 * Dataset} has checked the shapes; they are not checked again here. NaN and overflow are not
 * caught: they reach the returned loss.
 *
 * <p>For one thread at a time.
 */
public interface Kernel extends AutoCloseable {

  /** The bytes for lanes, partial sums and parameters of a feature. */
  int BYTES_PER_FEATURE = 16 * Double.BYTES;

  /**
   * The fastest kernel for a training on this dataset.
   *
   * @param batchSize rows of each batch but the last: batch k begins at position k · batchSize
   * @param shuffled whether batches come with an order
   */
  static Kernel of(Dataset dataset, LossFunction loss, int batchSize, boolean shuffled) {
    if (SmallBatchKernel.fits(dataset, batchSize)) {
      return new SmallBatchKernel(dataset, loss);
    }
    if (VectorSupport.ready() && PanelKernel.fits(dataset, batchSize, shuffled)) {
      return new PanelKernel(dataset, loss, batchSize, shuffled);
    }
    return new ScalarKernel(dataset, loss);
  }

  /** The fastest kernel for one of many chunks of a dataset, with no more memory than it needs. */
  static Kernel ofChunk(Dataset chunk, LossFunction loss) {
    int rows = chunk.rows();
    return VectorSupport.ready() && PanelKernel.fits(chunk, rows, false)
        ? PanelKernel.ofChunk(chunk, loss)
        : new ScalarKernel(chunk, loss);
  }

  /** The fastest kernel for passes over all rows. */
  static Kernel of(Dataset dataset, LossFunction loss) {
    return of(dataset, loss, dataset.rows(), false);
  }

  /** The most bytes that the kernel for such a training takes. */
  static long memory(Dataset dataset, int batchSize, boolean shuffled) {
    long sums = (long) BYTES_PER_FEATURE * dataset.features();
    boolean panels =
        !SmallBatchKernel.fits(dataset, batchSize)
            && PanelKernel.fits(dataset, batchSize, shuffled);
    return sums + (panels ? PanelKernel.memory(dataset, batchSize, shuffled) : 0);
  }

  /** The most bytes that {@link #hessian} takes beside that. */
  static long hessianMemory(int features) {
    long elements = SymmetricMatrix.elements(features + 1);
    return Double.BYTES
        * elements
        * (LaneSums.LANES + PanelKernel.HESSIAN_CHUNKS)
        * ChunkCrew.MAX_SIZE;
  }

  /**
   * Forward and backward pass over a batch.
   *
   * @param gradient modified: becomes Σ s dL/dh x and, last, Σ s dL/dh: sums, not means
   * @return Σ s L over the batch, without the L2 term
   */
  double lossAndGradient(
      double[] parameters, int @Nullable [] order, int from, int to, double[] gradient);

  /**
   * Σ s L over all rows, without the L2 term; a forward pass only. Only for a kernel whose batch is
   * all rows, or that is not bound to batches.
   */
  double loss(double[] parameters);

  /**
   * The second derivatives of the loss over all rows, Σ s d²L/dh² (x, 1) (x, 1)ᵀ, without the L2
   * term: sums, not means. Only for a kernel whose batch is all rows, or that is not bound to
   * batches.
   *
   * @param curvature which d²L/dh² is meant
   * @param hessian d + 1 rows and columns, b last; modified
   */
  void hessian(double[] parameters, Curvature curvature, SymmetricMatrix hessian);

  /** Returns borrowed memory; no other method may be called afterwards. */
  @Override
  default void close() {}
}
