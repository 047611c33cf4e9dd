package dev.neuron.core.chunk;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.Standardization;

/**
 * What {@link ChunkStep.LossAndGradient} is computed with, which stays the same for a training. The
 * arrays are read only.
 *
 * @param mean d values m
 * @param deviation d values σ: x is taken as (x − m) / σ
 */
public record ChunkScale(double[] mean, double[] deviation, LossFunction loss) {

  Dataset apply(Dataset rows) {
    return new Standardization(mean, deviation).apply(rows);
  }
}
