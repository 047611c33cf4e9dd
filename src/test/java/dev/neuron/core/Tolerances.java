package dev.neuron.core;

import dev.neuron.core.math.ElementaryFunctions;
import dev.neuron.core.neuron.Sigmoid;

/** Every tolerance of this package's tests, and why it is what it is. */
public final class Tolerances {

  /** Stated in the Javadoc of {@link ElementaryFunctions#exp}. */
  public static final double EXP_ULPS = 1;

  /** Stated in the Javadoc of {@link ElementaryFunctions#log1p}. */
  public static final double LOG1P_ULPS = 1;

  /** Stated in the Javadoc of {@link Sigmoid#of}. */
  public static final double SIGMOID_ULPS = 3;

  /** By how much σ may fall from a logit to the next one: e^h / (1 + e^h) rounds twice. */
  public static final double SIGMOID_FALL_ULPS = 1;

  /**
   * Relative, for a value worked out with Math.exp or Math.log1p, each right to 1 ulp, and a few
   * roundings.
   */
  public static final double FEW_ROUNDINGS = 1e-15;

  /**
   * Relative, where a value comes from a difference that cancels some digits or a logit of a few
   * dozen, whose rounding the exponential multiplies.
   */
  public static final double MANY_ROUNDINGS = 1e-12;

  /** The step of central differences: near the cube root of 2⁻⁵³, where their error is least. */
  public static final double DIFFERENCE_STEP = 6e-6;

  /**
   * Absolute, for central differences of losses up to 30: truncation is DIFFERENCE_STEP² / 6 ·
   * |L'''| < 10⁻¹¹, and rounding 30 · 2⁻⁵³ / DIFFERENCE_STEP ≈ 6·10⁻¹⁰ at the worst.
   */
  public static final double DERIVATIVE = 2e-9;

  /**
   * Absolute, for W, b and losses of two trainings that differ in the order of sums: each of some
   * hundred epochs adds a rounding error of a few 10⁻¹⁶, and descent at these rates does not
   * amplify it.
   */
  public static final double OTHER_ORDER = 1e-12;

  /** Relative, as OTHER_ORDER, for features on scales apart by a factor of some hundreds. */
  public static final double OTHER_SCALE = 1e-10;

  /**
   * Relative, for golden trainings: another order of sums and another exp over up to 2000 epochs;
   * anything but rounding would be larger.
   */
  public static final double GOLDEN = 1e-10;

  /** Below it golden values are compared absolutely: weights that end near 0 keep no digits. */
  public static final double GOLDEN_FLOOR = 1e-3;

  private Tolerances() {}
}
