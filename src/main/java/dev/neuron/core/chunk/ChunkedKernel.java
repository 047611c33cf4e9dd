package dev.neuron.core.chunk;

import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import org.jspecify.annotations.Nullable;

/** The kernel for full batches of rows in chunks: each chunk is computed where it lies. */
record ChunkedKernel(RowChunks chunks) implements Kernel {

  /** The most second derivatives of chunks that are held at a time, unless one chunk has more. */
  static final int MAX_ELEMENTS = 1 << 19;

  @Override
  public double lossAndGradient(
      double[] parameters, int @Nullable [] order, int from, int to, double[] gradient) {
    double[] sums = chunks.sum(new ChunkStep.LossAndGradient(parameters));
    System.arraycopy(sums, 0, gradient, 0, gradient.length);
    return sums[gradient.length];
  }

  @Override
  public void hessian(double[] parameters, Curvature curvature, SymmetricMatrix hessian) {
    double[] elements = hessian.values();
    int atOnce = Math.max(1, MAX_ELEMENTS / elements.length);
    double[] sums = chunks.sum(new ChunkStep.Hessian(parameters, curvature), atOnce);
    System.arraycopy(sums, 0, elements, 0, elements.length);
  }

  @Override
  public double loss(double[] parameters) {
    throw new UnsupportedOperationException("No rows are held out");
  }
}
