package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.LaneSums;
import java.util.Arrays;

/**
 * The scale on which a neuron is trained: x ↦ (x − m) / σ with the weighted mean m and the
 * population deviation σ of each column; and the way there and back for W and b.
 *
 * <p>Squares of very small and very large values leave the range of doubles where the values
 * themselves do not. Columns whose sums show it are added up a second time, times a power of two
 * that brings their largest value near 1; all others have the bits of a plain sum.
 */
public final class Standardization {

  /** Below this deviation squares times weights may have lost digits, or all of them. */
  private static final double SMALL_DEVIATION = 0x1p-300;

  /**
   * Below this largest value a small deviation may be wrong; above, values that differ do so by
   * more than {@link #SMALL_DEVIATION}.
   */
  private static final double SMALL_VALUE = 0x1p-240;

  /** From this mean on x − m may overflow. */
  private static final double LARGE_MEAN = 0x1p900;

  /** A deviation below it counts as none: a weight that made use of it would be infinite. */
  private static final double MIN_DEVIATION = 1e-300;

  /** So that the power of two is itself a double. */
  private static final int MAX_EXPONENT = 1000;

  /** Sums over the rows that count. */
  public interface ColumnSums {

    /**
     * Σ s (x f − m)ᵏ for each column, and S = Σ s.
     *
     * @param factor f of each column, a power of two
     * @param mean m of each column
     * @param squared whether k is 2; else 1
     */
    double[] of(double[] factor, double[] mean, boolean squared);

    /** The largest |x| of each column. */
    double[] largest();
  }

  private final double[] mean;
  private final double[] deviation;

  public Standardization(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /** The raw scale: m = 0, σ = 1. */
  public static Standardization identity(int features) {
    double[] deviation = new double[features];
    Arrays.fill(deviation, 1);
    return new Standardization(new double[features], deviation);
  }

  /** The scale of a dataset: m = Σ s x / S, σ = √(Σ s (x − m)² / S), 0 counting as 1. */
  public static Standardization of(Dataset dataset) {
    return of(dataset.features(), new DatasetSums(dataset));
  }

  /** The scale of rows of which only sums are known. */
  public static Standardization of(int d, ColumnSums sums) {
    double[] factor = new double[d];
    Arrays.fill(factor, 1);
    Standardization scale = of(factor, sums);
    boolean rescaled = false;
    double[] largest = scale.isSuspect() ? sums.largest() : factor;
    for (int j = 0; j < d; j++) {
      boolean small = largest[j] > 0 && largest[j] < SMALL_VALUE;
      if (scale.isSuspect(j) && (small || !scale.isFinite(j))) {
        factor[j] = powerOfTwo(-Math.getExponent(largest[j]));
        rescaled = true;
      }
    }
    return (rescaled ? of(factor, sums).unscaled(factor) : scale).usable();
  }

  /** m and σ of the columns times their factors. */
  private static Standardization of(double[] factor, ColumnSums sums) {
    int d = factor.length;
    double[] mean = columnMeans(sums, factor, new double[d], false);
    // A second round takes away what the first has rounded: a constant column then has σ = 0.
    double[] correction = columnMeans(sums, factor, mean, false);
    for (int j = 0; j < d; j++) {
      mean[j] += correction[j];
    }
    double[] deviation = columnMeans(sums, factor, mean, true);
    for (int j = 0; j < d; j++) {
      deviation[j] = Math.sqrt(deviation[j]);
    }
    return new Standardization(mean, deviation);
  }

  private static double powerOfTwo(int exponent) {
    return Math.scalb(1.0, Math.clamp(exponent, -MAX_EXPONENT, MAX_EXPONENT));
  }

  private boolean isSuspect() {
    for (int j = 0; j < mean.length; j++) {
      if (isSuspect(j)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSuspect(int j) {
    return !isFinite(j) || deviation[j] < SMALL_DEVIATION;
  }

  private boolean isFinite(int j) {
    return Double.isFinite(mean[j]) && Double.isFinite(deviation[j]);
  }

  private Standardization unscaled(double[] factor) {
    double[] means = mean.clone();
    double[] deviations = deviation.clone();
    for (int j = 0; j < means.length; j++) {
      means[j] = Math.clamp(means[j] / factor[j], -Double.MAX_VALUE, Double.MAX_VALUE);
      deviations[j] = Math.min(deviations[j] / factor[j], Double.MAX_VALUE);
    }
    return new Standardization(means, deviations);
  }

  /** This scale with 1 for the deviation of columns that have none. */
  private Standardization usable() {
    double[] deviations = deviation.clone();
    for (int j = 0; j < deviations.length; j++) {
      if (deviations[j] < MIN_DEVIATION) {
        deviations[j] = 1;
      }
    }
    return new Standardization(mean, deviations);
  }

  /** The array itself, not to be modified. */
  public double[] mean() {
    return mean;
  }

  /** The array itself, not to be modified. */
  public double[] deviation() {
    return deviation;
  }

  /** The rows on this scale; a copy. */
  public Dataset apply(Dataset dataset) {
    int d = dataset.features();
    double[] x = dataset.x().values();
    double[] factor = new double[d];
    double[] m = new double[d];
    double[] sigma = new double[d];
    for (int j = 0; j < d; j++) {
      factor[j] = Math.abs(mean[j]) < LARGE_MEAN ? 1 : 0.25; // then x − m cannot overflow
      m[j] = mean[j] * factor[j];
      sigma[j] = deviation[j] * factor[j];
    }
    double[] scaled = new double[dataset.rows() * d];
    for (int row = 0; row < scaled.length; row += d) {
      for (int j = 0; j < d; j++) {
        scaled[row + j] = Math.fma(x[row + j], factor[j], -m[j]) / sigma[j];
      }
    }
    return dataset.withFeatures(scaled);
  }

  /** Raw W and b to the same neuron on this scale: W σ and b + Σ W m. Modifies the array. */
  public void toScaled(double[] parameters) {
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

  /** Σ s (x f − m)ᵏ / S for each column, k = 2 if squared, else 1. */
  private static double[] columnMeans(
      ColumnSums sums, double[] factor, double[] mean, boolean squared) {
    double[] totals = sums.of(factor, mean, squared);
    int d = mean.length;
    double[] means = new double[d];
    for (int j = 0; j < d; j++) {
      means[j] = totals[j] / totals[d];
    }
    return means;
  }

  /** The sums of a dataset. */
  private record DatasetSums(Dataset dataset) implements ColumnSums {

    @Override
    public double[] of(double[] factor, double[] mean, boolean squared) {
      return columnSums(dataset, factor, mean, squared);
    }

    @Override
    public double[] largest() {
      double[] largest = new double[dataset.features()];
      for (int i = 0; i < dataset.rows(); i++) {
        for (int j = 0; j < largest.length && dataset.counts(i); j++) {
          largest[j] = Math.max(largest[j], Math.abs(dataset.value(i, j)));
        }
      }
      return largest;
    }
  }

  /**
   * Σ s (x f − m)ᵏ for each column over the rows that count, and S, in the order of {@link
   * LaneSums}.
   *
   * @param factor f, a power of two: x f is exact
   */
  public static double[] columnSums(
      Dataset dataset, double[] factor, double[] mean, boolean squared) {
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
}
