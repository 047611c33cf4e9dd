package dev.neuron.core;

/** h = x·W + b. */
final class Logit {

  private Logit() {}

  /**
   * The logit of one row, added up from b over the features in their order.
   *
   * @param parameters d + 1 values, W first and b last
   * @param i the row
   */
  static double of(double[] parameters, Matrix rows, int i) {
    double[] x = rows.values();
    int d = rows.columns();
    double h = parameters[d];
    for (int j = 0; j < d; j++) {
      h = Math.fma(x[i * d + j], parameters[j], h);
    }
    return h;
  }
}
