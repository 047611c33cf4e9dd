package dev.neuron.core.chunk;

import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.training.ColumnSums;

/** The sums over the columns of rows in chunks, added in the order of the chunks. */
record ChunkedColumnSums(ChunkedDataset dataset) implements ColumnSums {

  @Override
  public double[] of(double[] factor, double[] mean, boolean squared) {
    return dataset.chunks().sum(new ChunkStep.ColumnSums(factor, mean, squared));
  }

  @Override
  public double[] maxAbsolute() {
    FeatureStatistics summary = dataset.summary();
    int d = dataset.features();
    double[] max = new double[d];
    for (int j = 0; j < d; j++) {
      max[j] = summary.maxMagnitude(j);
    }
    return max;
  }
}
