package dev.neuron.core.data;

import java.util.Arrays;

/**
 * The ranges of the features of a dataset, over rows of a weight above 0.
 *
 * @param min the smallest value of each feature; not to be modified
 * @param max the largest value of each feature; not to be modified
 */
public record FeatureRanges(double[] min, double[] max) {

  /** Reads the rows of a dataset once. */
  public static FeatureRanges of(Dataset rows) {
    int d = rows.features();
    double[] min = new double[d];
    double[] max = new double[d];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.counts(i)) {
        for (int j = 0; j < d; j++) {
          min[j] = Math.min(min[j], rows.value(i, j));
          max[j] = Math.max(max[j], rows.value(i, j));
        }
      }
    }
    return new FeatureRanges(min, max);
  }
}
