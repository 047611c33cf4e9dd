package dev.neuron.core.math;

/**
 * exp and log1p with the same bits on every machine.
 *
 * <p>{@link Math#exp} may differ between machines by the width of its error bound, and the Vector
 * API's exp is another library on each platform. These two use only operations that the Java
 * specification defines exactly, and branch on data only below the range of normal powers, so that
 * a vector version can follow them step by step.
 *
 * <p>Source: argument reduction by multiples of ln 2 and the expansion of log in s = f / (2 + f) as
 * in J.-M. Muller, <i>Elementary Functions</i>, chapters 5 and 11. The polynomials are minimax fits
 * made for this project with 40 digits (Remez exchange): q(r) ≈ (e^r − 1 − r) / r² of degree 9 on
 * |r| ≤ ln 2 / 2, and p(t) ≈ (2 atanh(√t) / √t − 2) / t of degree 7 on 0 ≤ t ≤ 0.2².
 */
public final class ElementaryFunctions {

  /** e^−708 is the last normal power; below this {@link #exp} squares e^(x / 2). */
  public static final double MIN_EXP_ARGUMENT = -708;

  /** Arguments of {@link #exp} above this count as this: e^709 is the last finite power. */
  static final double MAX_EXP_ARGUMENT = 709;

  /** log₂ e, which gives k = x / ln 2. */
  public static final double LOG2_E = 0x1.71547652b82fep+0;

  /** The upper part of ln 2, with 20 zero bits at its end, so that k · LN2_HIGH is exact. */
  public static final double LN2_HIGH = 0x1.62e42fef00000p-1;

  /** The difference of ln 2 and {@link #LN2_HIGH}. */
  public static final double LN2_LOW = 0x1.473de6af278edp-34;

  /** ln 2, rounded to a double. */
  public static final double LN2 = 0x1.62e42fefa39efp-1;

  /** The difference of ln 2 and {@link #LN2}. */
  public static final double LN2_REST = 0x1.abc9e3b39803fp-56;

  /** Adding it rounds to an integer, which then stands in the low bits of the sum. */
  public static final double ROUNDER = 0x1.8p52;

  /** Q0 … Q9: the coefficients of q in {@link #exp}, lowest power first. */
  public static final double Q0 = 0x1.0000000000001p-1;

  public static final double Q1 = 0x1.5555555555558p-3;
  public static final double Q2 = 0x1.5555555553d62p-5;
  public static final double Q3 = 0x1.111111110f803p-7;
  public static final double Q4 = 0x1.6c16c1788c44dp-10;
  public static final double Q5 = 0x1.a01a01b00c2c6p-13;
  public static final double Q6 = 0x1.a019b90bc3fbdp-16;
  public static final double Q7 = 0x1.71ddf6b3f10d1p-19;
  public static final double Q8 = 0x1.289186d6aea07p-22;
  public static final double Q9 = 0x1.af632ad6abee8p-26;

  /** P0 … P7: the coefficients of p in {@link #log1p}, lowest power first. */
  public static final double P0 = 0x1.5555555555555p-1;

  public static final double P1 = 0x1.9999999999f2cp-2;
  public static final double P2 = 0x1.24924923dc5abp-2;
  public static final double P3 = 0x1.c71c72e1cc2a1p-3;
  public static final double P4 = 0x1.745cab9354313p-3;
  public static final double P5 = 0x1.3b29e9b700c28p-3;
  public static final double P6 = 0x1.0e8a84104f68cp-3;
  public static final double P7 = 0x1.16a94bee3c2e7p-3;

  private ElementaryFunctions() {}

  /**
   * e^x, within 1 ulp (0.96 measured) for −708 ≤ x ≤ 709. Below, it goes down to 0 through the
   * subnormal numbers, within 1 of their steps; arguments above 709 count as 709, NaN gives NaN.
   */
  public static double exp(double x) {
    if (x < MIN_EXP_ARGUMENT) {
      double root = normalExp(0.5 * x); // exact, and e^x = (e^(x / 2))²
      return root * root;
    }
    return normalExp(x);
  }

  /** e^x with a normal result: arguments outside −708 … 709 count as the nearest bound. */
  private static double normalExp(double x) {
    double clamped = x < MIN_EXP_ARGUMENT ? MIN_EXP_ARGUMENT : x;
    clamped = clamped > MAX_EXP_ARGUMENT ? MAX_EXP_ARGUMENT : clamped;
    double rounded = Math.fma(clamped, LOG2_E, ROUNDER);
    double k = rounded - ROUNDER;
    double r = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, clamped));

    double r2 = r * r;
    double r4 = r2 * r2;
    double q01 = Math.fma(Q1, r, Q0);
    double q23 = Math.fma(Q3, r, Q2);
    double q45 = Math.fma(Q5, r, Q4);
    double q67 = Math.fma(Q7, r, Q6);
    double q89 = Math.fma(Q9, r, Q8);
    double q03 = Math.fma(q23, r2, q01);
    double q47 = Math.fma(q67, r2, q45);
    double q = Math.fma(q89, r4 * r4, Math.fma(q47, r4, q03));
    double power = 1 + Math.fma(q, r2, r);
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(power) + (Double.doubleToRawLongBits(rounded) << 52));
  }

  /**
   * e^−|h| of values of an array.
   *
   * @param m modified: the powers from {@code powers} on
   * @param h where the exponents begin
   */
  public static void powers(double[] m, int h, int powers, int count) {
    for (int i = 0; i < count; i++) {
      m[powers + i] = exp(-Math.abs(m[h + i]));
    }
  }

  /**
   * log x for normal x from 2^−1022 to 1, within 1e-15 or an ulp, whichever is more. Not for
   * trainings.
   */
  public static double log(double x) {
    int exponent = Math.getExponent(x);
    return log1p(Math.scalb(x, -exponent) - 1) + exponent * LN2;
  }

  /** log(1 + z) for 0 ≤ z ≤ 1, within 1 ulp (0.87 measured); NaN gives NaN. */
  public static double log1p(double z) {
    boolean upper = z > 0.5; // then 1 + z = 2 (1 + f) with an exact f
    double f = upper ? 0.5 * (z - 1) : z;
    double s = f / (2 + f);
    double t = s * s;
    double t2 = t * t;
    double p01 = Math.fma(P1, t, P0);
    double p23 = Math.fma(P3, t, P2);
    double p45 = Math.fma(P5, t, P4);
    double p67 = Math.fma(P7, t, P6);
    double p = Math.fma(Math.fma(p67, t2, p45), t2 * t2, Math.fma(p23, t2, p01));
    double correction = -s * Math.fma(-t, p, f); // log(1 + f) − f, small beside f

    double base = upper ? LN2 : 0;
    double rest = upper ? LN2_REST : 0;
    double sum = base + f;
    double lost = f - (sum - base); // what the sum lost by rounding, exactly
    return sum + (correction + (lost + rest));
  }
}
