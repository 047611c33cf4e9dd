package dev.neuron.core.solver;

/** Operations on vectors, each in one fixed order. */
final class Vectors {

  private Vectors() {}

  /** aᵀ b. */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum = Math.fma(a[j], b[j], sum);
    }
    return sum;
  }

  /** max |a|; NaN if an element is NaN. */
  static double maxMagnitude(double[] a) {
    double max = 0;
    for (double value : a) {
      max = Math.max(max, Math.abs(value));
    }
    return max;
  }

  /** a + t b; a new array. */
  static double[] sum(double[] a, double t, double[] b) {
    double[] sum = new double[a.length];
    for (int j = 0; j < a.length; j++) {
      sum[j] = Math.fma(t, b[j], a[j]);
    }
    return sum;
  }

  /** a ← a + t b. */
  static void add(double[] a, double t, double[] b) {
    for (int j = 0; j < a.length; j++) {
      a[j] = Math.fma(t, b[j], a[j]);
    }
  }

  /** a ← t a. */
  static void multiply(double[] a, double t) {
    for (int j = 0; j < a.length; j++) {
      a[j] *= t;
    }
  }
}
