package dev.neuron.core.data;

import dev.neuron.core.math.ElementaryFunctions;

/**
 * Statistics of the targets of rows: all that findings need of them. A row counts by its weight, in
 * units of the largest one, so that rows of equal weights count 1 each; rows of weight 0 do not
 * count. Statistics of parts in the same unit can be merged into those of the whole.
 *
 * @param min the smallest target
 * @param max the largest target
 * @param weight Σ s
 * @param sum Σ s y, which is the weight of the ones if no target is fractional
 * @param spread Σ s (y − ȳ)²
 * @param zeros Σ s of the targets that are 0
 * @param fractional the number of targets that are neither 0 nor 1
 * @param entropy Σ s H(y), in nats
 */
public record TargetStatistics(
    double min,
    double max,
    double weight,
    double sum,
    double spread,
    double zeros,
    double fractional,
    double entropy) {

  static final int NUMBERS = 8;

  /** Calculates the statistics of the targets of a dataset. */
  public static TargetStatistics of(Dataset rows) {
    return of(rows, unit(rows));
  }

  /**
   * Calculates the statistics with weights in a given unit.
   *
   * @param unit the result of {@link #unit}
   */
  static TargetStatistics of(Dataset rows, double unit) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double weight = 0;
    double sum = 0;
    double zeros = 0;
    double fractional = 0;
    double entropy = 0;
    for (int i = 0; i < rows.rows(); i++) {
      double s = rows.weight(i) / unit;
      double y = rows.target(i);
      if (s > 0) {
        min = Math.min(min, y);
        max = Math.max(max, y);
        weight += s;
        sum += s * y;
        zeros += y == 0 ? s : 0;
        fractional += y == 0 || y == 1 ? 0 : 1;
        entropy += s * entropy(y);
      }
    }
    double spread = spread(rows, unit, sum / weight);
    return new TargetStatistics(min, max, weight, sum, spread, zeros, fractional, entropy);
  }

  private static double spread(Dataset rows, double unit, double mean) {
    double spread = 0;
    for (int i = 0; i < rows.rows(); i++) {
      double distance = rows.target(i) - mean;
      spread += rows.weight(i) / unit * distance * distance;
    }
    return spread;
  }

  /** The largest weight, which is the unit of all weights. */
  static double unit(Dataset rows) {
    if (!rows.isWeighted()) {
      return 1;
    }
    double largest = 0;
    for (int i = 0; i < rows.rows(); i++) {
      largest = Math.max(largest, rows.weight(i));
    }
    return largest;
  }

  /** H(p) = −p log p − (1 − p) log(1 − p), in nats; within 1e-15. */
  public static double entropy(double p) {
    return p <= 0 || p >= 1
        ? 0
        : -p * ElementaryFunctions.log(p) - (1 - p) * ElementaryFunctions.log(1 - p);
  }

  /** The mean target ȳ. */
  public double mean() {
    return Math.clamp(sum / weight, min, max);
  }

  /** True if all targets are equal. */
  public boolean isConstant() {
    return min == max;
  }

  /** True if each target is 0 or 1. */
  public boolean isBinary() {
    return fractional == 0;
  }

  TargetStatistics with(TargetStatistics other) {
    if (weight == 0 || other.weight == 0) { // a part without rows that count
      return weight == 0 ? other : this;
    }
    double between = other.sum / other.weight - sum / weight;
    double both = weight + other.weight;
    return new TargetStatistics(
        Math.min(min, other.min),
        Math.max(max, other.max),
        both,
        sum + other.sum,
        spread + other.spread + between * between * weight * (other.weight / both),
        zeros + other.zeros,
        fractional + other.fractional,
        entropy + other.entropy);
  }

  /** Writes the {@value #NUMBERS} numbers to the start of an array. */
  void put(double[] array) {
    double[] numbers = {min, max, weight, sum, spread, zeros, fractional, entropy};
    System.arraycopy(numbers, 0, array, 0, NUMBERS);
  }

  /** Reads the numbers that {@link #put} has put. */
  static TargetStatistics get(double[] array) {
    return new TargetStatistics(
        array[0], array[1], array[2], array[3], array[4], array[5], array[6], array[7]);
  }
}
