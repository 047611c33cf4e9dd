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

  /**
   * The logits of eight rows, each with the bits of {@link #of}.
   *
   * @param parameters d + 1 values, W first and b last
   * @param block the eight rows
   * @param h modified: the eight logits
   */
  static void ofEight(double[] parameters, Matrix rows, int[] block, double[] h) {
    double[] x = rows.values();
    int d = rows.columns();
    int x0 = block[0] * d;
    int x1 = block[1] * d;
    int x2 = block[2] * d;
    int x3 = block[3] * d;
    int x4 = block[4] * d;
    int x5 = block[5] * d;
    int x6 = block[6] * d;
    int x7 = block[7] * d;
    double h0 = parameters[d];
    double h1 = h0;
    double h2 = h0;
    double h3 = h0;
    double h4 = h0;
    double h5 = h0;
    double h6 = h0;
    double h7 = h0;
    for (int j = 0; j < d; j++) {
      double w = parameters[j];
      h0 = Math.fma(x[x0 + j], w, h0);
      h1 = Math.fma(x[x1 + j], w, h1);
      h2 = Math.fma(x[x2 + j], w, h2);
      h3 = Math.fma(x[x3 + j], w, h3);
      h4 = Math.fma(x[x4 + j], w, h4);
      h5 = Math.fma(x[x5 + j], w, h5);
      h6 = Math.fma(x[x6 + j], w, h6);
      h7 = Math.fma(x[x7 + j], w, h7);
    }
    h[0] = h0;
    h[1] = h1;
    h[2] = h2;
    h[3] = h3;
    h[4] = h4;
    h[5] = h5;
    h[6] = h6;
    h[7] = h7;
  }
}
