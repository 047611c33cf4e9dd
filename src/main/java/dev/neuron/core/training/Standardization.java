package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import java.util.Arrays;

/**
 * The scale on which a neuron is trained: x ↦ (x − m) / σ with the weighted mean m and the
 * population deviation σ of each column; and the conversion of W and b to this scale and back.
 */
public final class Standardization {

  /** The mean from which on x − m may overflow. */
  private static final double LARGE_MEAN = 0x1p900;

  /** A smaller deviation counts as none: a weight on its scale would be infinite for raw rows. */
  private static final double MIN_DEVIATION = 1e-300;

  private final double[] mean;
  private final double[] deviation;

  /**
   * @param mean d values m; not copied
   * @param deviation d values σ above 0; not copied
   */
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
    return of(dataset.features(), new DatasetColumnSums(dataset));
  }

  /** The scale of rows with d features of which only sums are known. */
  public static Standardization of(int d, ColumnSums sums) {
    return of(ColumnMoments.of(d, sums));
  }

  /** The scale of columns with these moments. */
  static Standardization of(ColumnMoments moments) {
    double[] deviation = moments.deviation().clone();
    for (int j = 0; j < deviation.length; j++) {
      deviation[j] = usable(deviation[j]);
    }
    return new Standardization(moments.mean(), deviation);
  }

  /** A deviation to divide by: one that is 0, or nearly, counts as 1. */
  static double usable(double deviation) {
    return deviation < MIN_DEVIATION ? 1 : deviation;
  }

  /** True if it leaves everything as it is. */
  boolean isIdentity() {
    return Arrays.stream(mean).allMatch(m -> m == 0)
        && Arrays.stream(deviation).allMatch(sigma -> sigma == 1);
  }

  /** d values m; the array itself, not to be modified. */
  public double[] mean() {
    return mean;
  }

  /** d values σ; the array itself, not to be modified. */
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

  /**
   * Converts raw W and b to the same neuron on this scale: W σ and b + Σ W m.
   *
   * @param parameters d + 1 values, W first and b last; modified
   */
  public void toScaled(double[] parameters) {
    int d = mean.length;
    for (int j = 0; j < d; j++) {
      parameters[d] = Math.fma(parameters[j], mean[j], parameters[d]);
      parameters[j] *= deviation[j];
    }
  }

  /**
   * Converts W and b on this scale to the same neuron for raw rows: W / σ and b − Σ W m / σ.
   *
   * @param parameters d + 1 values, W first and b last; modified
   */
  public void toRaw(double[] parameters) {
    int d = mean.length;
    for (int j = 0; j < d; j++) {
      parameters[j] /= deviation[j];
      parameters[d] = Math.fma(-parameters[j], mean[j], parameters[d]);
    }
  }
}
