package dev.neuron.core.neuron;

import dev.neuron.core.math.ElementaryFunctions;

/** The activation ŷ = σ(h) = 1 / (1 + e^(−h)), its complement 1 − ŷ and its derivative. */
public final class Sigmoid {

  /**
   * The logit above which ŷ is so near to 1 that the rounded ŷ holds less than half of the digits
   * of 1 − ŷ (e^−18 is about 2^−26), and from 37 on none. There, trainings compute 1 − ŷ by {@link
   * #rest}; below, from ŷ, to keep bits that are older than this rule.
   */
  public static final double SATURATING = 18;

  private Sigmoid() {}

  /**
   * σ(h), in [0, 1]. Within 3 ulp for |h| ≤ 708 (1.85 measured); from h ≈ 37 on it is rounded to 1,
   * below −708 it goes down to 0 through the subnormal numbers; NaN gives NaN.
   *
   * <p>For negative h it is written e^h / (1 + e^h), the same function, so that the power never
   * overflows.
   */
  public static double of(double h) {
    double power = ElementaryFunctions.exp(-Math.abs(h));
    return (h < 0 ? power : 1) / (1 + power);
  }

  /** 1 − σ(h) = σ(−h), as exact as {@link #of}: it keeps its digits where ŷ has rounded to 1. */
  public static double complement(double h) {
    return of(-h);
  }

  /** dŷ/dh = σ(h) · σ(−h) = ŷ (1 − ŷ), in [0, 0.25]; within 6 ulp, on both sides of 0. */
  public static double derivativeAt(double h) {
    return of(h) * complement(h);
  }

  /**
   * dŷ/dh = ŷ (1 − ŷ) of a prediction whose logit is unknown, in [0, 0.25], rounded once; 0 where ŷ
   * has rounded to 1.
   */
  public static double derivative(double yHat) {
    return Math.fma(-yHat, yHat, yHat);
  }

  /**
   * 1 − σ(h) for logits above {@link #SATURATING}: e^−h − e^−2h, within 2 ulp, since what is left
   * out of the series of e^−h / (1 + e^−h) is less than 2^−52 of it. It saves vectors a division.
   */
  static double rest(double h) {
    double power = ElementaryFunctions.exp(-h);
    return Math.fma(-power, power, power);
  }

  /**
   * dŷ/dh = ŷ (1 − ŷ) with the bits that trainings use: exact for logits above {@link #SATURATING},
   * else ŷ − ŷ² rounded once.
   *
   * @param h logit
   * @param yHat σ(h)
   */
  public static double derivative(double h, double yHat) {
    return h > SATURATING ? yHat * rest(h) : derivative(yHat);
  }
}
