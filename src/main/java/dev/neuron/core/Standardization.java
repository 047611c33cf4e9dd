package dev.neuron.core;

import dev.neuron.core.InvalidInputException.Reason;
import java.util.Arrays;

/**
 * The scale on which a neuron is trained: x ↦ (x − m) / σ with the weighted mean m and the
 * population deviation σ of each column; and the way there and back for W and b.
 */
final class Standardization {

  /** Sums over rows. */
  @FunctionalInterface
  interface ColumnSums {

    /**
     * Σ s (x − m)ᵏ for each column, and S = Σ s.
     *
     * @param mean m of each column
     * @param squared whether k is 2; else 1
     */
    double[] of(double[] mean, boolean squared);
  }

  private final double[] mean;
  private final double[] deviation;

  Standardization(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /** The raw scale: m = 0, σ = 1. */
  static Standardization identity(int features) {
    double[] deviation = new double[features];
    Arrays.fill(deviation, 1);
    return new Standardization(new double[features], deviation);
  }

  /**
   * The scale of a dataset: m = Σ s x / S, σ = √(Σ s (x − m)² / S), 0 counting as 1.
   *
   * @throws InvalidInputException if a column's deviation overflows
   */
  static Standardization of(Dataset dataset) {
    return of(dataset.features(), (mean, squared) -> columnSums(dataset, mean, squared));
  }

  /** As above, of rows of which only sums are known. */
  static Standardization of(int d, ColumnSums sums) {
    double[] mean = columnMeans(sums, new double[d], false);
    // A second round takes away what the first has rounded: a constant column then has σ = 0.
    double[] correction = columnMeans(sums, mean, false);
    for (int j = 0; j < d; j++) {
      mean[j] += correction[j];
    }
    double[] deviation = columnMeans(sums, mean, true);
    for (int j = 0; j < d; j++) {
      deviation[j] = Math.sqrt(deviation[j]);
      if (!Double.isFinite(deviation[j])) {
        throw new InvalidInputException(
            Reason.NUMBER_OUT_OF_RANGE,
            "x/0/" + j,
            "The values of this feature are too large to be standardised.");
      }
      if (deviation[j] == 0) {
        deviation[j] = 1;
      }
    }
    return new Standardization(mean, deviation);
  }

  /** The array itself, not to be modified. */
  double[] mean() {
    return mean;
  }

  /** The array itself, not to be modified. */
  double[] deviation() {
    return deviation;
  }

  /** The rows on this scale; a copy. */
  Dataset apply(Dataset dataset) {
    int d = dataset.features();
    double[] x = dataset.x().values();
    double[] scaled = new double[dataset.rows() * d];
    for (int row = 0; row < scaled.length; row += d) {
      for (int j = 0; j < d; j++) {
        scaled[row + j] = (x[row + j] - mean[j]) / deviation[j];
      }
    }
    return dataset.withFeatures(scaled);
  }

  /** Raw W and b to the same neuron on this scale: W σ and b + Σ W m. Modifies the array. */
  void toScaled(double[] parameters) {
    int d = mean.length;
    for (int j = 0; j < d; j++) {
      parameters[d] = Math.fma(parameters[j], mean[j], parameters[d]);
      parameters[j] *= deviation[j];
    }
  }

  /**
   * W and b on this scale to the neuron for raw rows: W / σ and b − Σ W m / σ. Modifies the array.
   */
  void toRaw(double[] parameters) {
    int d = mean.length;
    for (int j = 0; j < d; j++) {
      parameters[j] /= deviation[j];
      parameters[d] = Math.fma(-parameters[j], mean[j], parameters[d]);
    }
  }

  /** Σ s (x − m)ᵏ / S for each column, k = 2 if squared, else 1. */
  private static double[] columnMeans(ColumnSums sums, double[] mean, boolean squared) {
    double[] totals = sums.of(mean, squared);
    int d = mean.length;
    double[] means = new double[d];
    for (int j = 0; j < d; j++) {
      means[j] = totals[j] / totals[d];
    }
    return means;
  }

  /** Σ s (x − m)ᵏ for each column, and S. */
  static double[] columnSums(Dataset dataset, double[] mean, boolean squared) {
    int d = dataset.features();
    double[] x = dataset.x().values();
    LaneSums sums = new LaneSums(d + 1);
    double[] lanes = sums.lanes();
    for (int i = 0; i < dataset.rows(); i++) {
      int lane = sums.laneOf(i);
      double weight = dataset.weight(i);
      for (int j = 0; j < d; j++) {
        double difference = x[i * d + j] - mean[j];
        double power = squared ? difference * difference : difference;
        lanes[lane + j] = Math.fma(weight, power, lanes[lane + j]);
      }
      lanes[lane + d] += weight;
    }
    return sums.totals();
  }
}
