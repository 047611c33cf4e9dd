/** numbers: one sigmoid neuron, y = 1 / (1 + exp(-(xW + b))). */
public final class Neuron {

  static final String[] FEATURES = {
    "with space", "it's", "say \"x\"", "class", "gr\u00f6\u00dfe", "\u2167 \ud83d\ude42", "\\",
    "*/ int evil(void); /*", "line\012break\015\012", "${x} #{x} {{x}} %s %n", "''' \"\"\"",
    "tab\011and \001\177\u202e\u2028", "nul\000", "what??/", "y", "[x]",
};
  static final double[] W = {
    3.0E-7, 1.389735, 1.055098, -0.979724, -0.01826, -0.202036, 0.606372, 1.154893, -1.624562,
    -1.88661, 1.34306, -0.268932, 1.04912, -1.991576, -0.218451, 0.88616,
};
  static final double b = -0.3;

  private Neuron() {}

  /** The prediction for one row: a number for each of FEATURES, in their order. */
  public static double predict(double... x) {
    if (x.length != W.length) {
      throw new IllegalArgumentException(W.length + " features are needed, these are " + x.length);
    }
    double h = b;
    for (int j = 0; j < W.length; j++) {
      h += W[j] * x[j];
    }
    return 1 / (1 + Math.exp(-h));
  }
}
