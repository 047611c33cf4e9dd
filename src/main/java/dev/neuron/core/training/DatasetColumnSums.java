package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.LaneSums;

/** The sums over the columns of one dataset, in the order of {@link LaneSums}. */
public record DatasetColumnSums(Dataset dataset) implements ColumnSums {

  @Override
  public double[] of(double[] factor, double[] mean, boolean squared) {
    int d = dataset.features();
    double[] x = dataset.x().values();
    LaneSums sums = new LaneSums(d + 1);
    double[] lanes = sums.lanes();
    for (int i = 0; i < dataset.rows(); i++) {
      int lane = sums.laneOf(i);
      double weight = dataset.weight(i);
      if (weight == 0) {
        continue; // what overflows in it must not reach the sums as 0 · ∞
      }
      for (int j = 0; j < d; j++) {
        double difference = Math.fma(x[i * d + j], factor[j], -mean[j]);
        double power = squared ? difference * difference : difference;
        lanes[lane + j] = Math.fma(weight, power, lanes[lane + j]);
      }
      lanes[lane + d] += weight;
    }
    return sums.totals();
  }

  @Override
  public double[] maxAbsolute() {
    double[] max = new double[dataset.features()];
    for (int i = 0; i < dataset.rows(); i++) {
      for (int j = 0; j < max.length && dataset.counts(i); j++) {
        max[j] = Math.max(max[j], Math.abs(dataset.value(i, j)));
      }
    }
    return max;
  }
}
