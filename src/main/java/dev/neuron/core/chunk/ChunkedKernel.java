package dev.neuron.core.chunk;

import dev.neuron.core.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/** The kernel for full batches of rows in chunks: each chunk is computed where it lies. */
record ChunkedKernel(RowChunks chunks) implements Kernel {

  @Override
  public double lossAndGradient(
      double[] parameters, int @Nullable [] order, int from, int to, double[] gradient) {
    double[] sums = chunks.sum(new ChunkStep.LossAndGradient(parameters));
    System.arraycopy(sums, 0, gradient, 0, gradient.length);
    return sums[gradient.length];
  }

  @Override
  public double loss(double[] parameters) {
    throw new UnsupportedOperationException("No rows are held out");
  }
}
