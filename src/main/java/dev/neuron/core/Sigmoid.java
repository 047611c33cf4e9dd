package dev.neuron.core;

/** The activation ŷ = σ(h) = 1 / (1 + e^(−h)) and its derivative. */
public final class Sigmoid {

  private Sigmoid() {}

  /**
   * σ(h), in (0, 1) but for rounding: from h ≈ 37 on it is 1. Within 3 ulp for |h| ≤ 708 (1.85
   * measured); below −708 it stays at σ(−708) ≈ 3·10⁻³⁰⁸; NaN gives NaN.
   *
   * <p>For negative h it is written e^h / (1 + e^h), the same function, so that the power never
   * overflows.
   */
  public static double of(double h) {
    double power = ElementaryFunctions.exp(-Math.abs(h));
    return (h < 0 ? power : 1) / (1 + power);
  }

  /**
   * dŷ/dh = ŷ (1 − ŷ), in [0, 0.25], rounded once. Takes the prediction ŷ, not the logit h; 0 where
   * ŷ has rounded to 1 (saturation).
   */
  public static double derivative(double yHat) {
    return Math.fma(-yHat, yHat, yHat);
  }
}
