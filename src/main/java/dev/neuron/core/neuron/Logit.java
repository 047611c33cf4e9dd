package dev.neuron.core.neuron;

import dev.neuron.core.data.Matrix;

/** h = x·W + b. */
public final class Logit {

  /**
   * The share of the sum of its terms' sizes below which a logit has lost half of its digits: terms
   * have cancelled, and the rest may be their rounding.
   */
  private static final double CANCELLED = 0x1p-26;

  private Logit() {}

  /**
   * A bound of |b| + Σ |x W| for any row, by the Cauchy–Schwarz inequality: what {@link
   * #mayHaveCancelled} needs, at a fraction of the cost of the sum.
   */
  public record Bound(double bias, double weights) {

    /** More than the squares that are too small for a double add up to. */
    private static final double UNDERFLOWN = 1e-290;

    /** The bound of d + 1 parameters, W first and b last. */
    public static Bound of(double[] parameters) {
      int d = parameters.length - 1;
      return new Bound(Math.abs(parameters[d]), Math.sqrt(squares(parameters, 0, d)));
    }

    /** The bound for consecutive rows. */
    public double ofRows(double[] x, int from, int to) {
      return bias + weights * Math.sqrt(squares(x, from, to) + UNDERFLOWN);
    }

    /** Σ x². Eight chains, so that none waits for the others. */
    private static double squares(double[] x, int from, int to) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      double s4 = 0;
      double s5 = 0;
      double s6 = 0;
      double s7 = 0;
      int i = from;
      for (; i < to - 7; i += 8) {
        s0 = Math.fma(x[i], x[i], s0);
        s1 = Math.fma(x[i + 1], x[i + 1], s1);
        s2 = Math.fma(x[i + 2], x[i + 2], s2);
        s3 = Math.fma(x[i + 3], x[i + 3], s3);
        s4 = Math.fma(x[i + 4], x[i + 4], s4);
        s5 = Math.fma(x[i + 5], x[i + 5], s5);
        s6 = Math.fma(x[i + 6], x[i + 6], s6);
        s7 = Math.fma(x[i + 7], x[i + 7], s7);
      }
      for (; i < to; i++) {
        s0 = Math.fma(x[i], x[i], s0);
      }
      return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
  }

  /** True if terms of this size may have cancelled in a logit. */
  public static boolean mayHaveCancelled(double h, double size) {
    return Math.abs(h) < CANCELLED * size;
  }

  /**
   * The logit h of one row, as {@link #of} gives it, or where its terms have cancelled a more exact
   * one: 0 for terms that cancel exactly, however large they are.
   */
  public static double exact(double h, double[] parameters, Matrix rows, int i) {
    if (!mayHaveCancelled(h, size(parameters, rows, i))) {
      return h;
    }
    double exact = compensated(parameters, rows, i);
    return Double.isFinite(exact) ? exact : h; // a product overflows where the sum does not
  }

  /** |b| + Σ |x W|. */
  private static double size(double[] parameters, Matrix rows, int i) {
    int d = rows.columns();
    double size = Math.abs(parameters[d]);
    for (int j = 0; j < d; j++) {
      size = Math.fma(Math.abs(rows.values()[i * d + j]), Math.abs(parameters[j]), size);
    }
    return size;
  }

  /**
   * The logit as if summed with twice the digits: the rounding error of each product and each sum
   * is kept apart.
   *
   * <p>Source: T. Ogita, S. Rump, S. Oishi, <i>Accurate sum and dot product</i>, SIAM Journal on
   * Scientific Computing 26 (2005), algorithm 5.3.
   */
  private static double compensated(double[] parameters, Matrix rows, int i) {
    int d = rows.columns();
    double sum = parameters[d];
    double lost = 0;
    for (int j = 0; j < d; j++) {
      double x = rows.values()[i * d + j];
      double product = x * parameters[j];
      double next = sum + product;
      double added = next - sum;
      double ofSum = (sum - (next - added)) + (product - added);
      lost += Math.fma(x, parameters[j], -product) + ofSum;
      sum = next;
    }
    return sum + lost;
  }

  /**
   * The logit of one row, summed from b over the features in their order.
   *
   * @param parameters d + 1 values, W first and b last
   * @param i the row
   */
  public static double of(double[] parameters, Matrix rows, int i) {
    double[] x = rows.values();
    int d = rows.columns();
    double h = parameters[d];
    for (int j = 0; j < d; j++) {
      h = Math.fma(x[i * d + j], parameters[j], h);
    }
    return h;
  }
}
