package dev.neuron.core.chunk;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.Standardization;

/**
 * The scale and loss of every {@link ChunkStep.LossAndGradient} of a training. The arrays must not
 * be modified.
 *
 * @param mean d values m
 * @param deviation d values σ: features are (x − m) / σ
 */
public record ChunkScale(double[] mean, double[] deviation, LossFunction loss) {

  Dataset apply(Dataset rows) {
    return new Standardization(mean, deviation).apply(rows);
  }
}
