package dev.neuron.core.chunk;

import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.training.ColumnSums;

/** The sums over the columns of rows in chunks, added in the order of the chunks. */
record ChunkedColumnSums(RowChunks chunks) implements ColumnSums {

  @Override
  public double[] of(double[] factor, double[] mean, boolean squared) {
    return chunks.sum(new ChunkStep.ColumnSums(factor, mean, squared));
  }

  @Override
  public double[] maxAbsolute() {
    int d = chunks.get(0).rows().features();
    FeatureStatistics summary = FeatureStatistics.merged(chunks.run(new ChunkStep.Summary()), d);
    double[] max = new double[d];
    for (int j = 0; j < d; j++) {
      max[j] = summary.maxMagnitude(j);
    }
    return max;
  }
}
