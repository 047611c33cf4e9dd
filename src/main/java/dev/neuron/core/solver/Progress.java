package dev.neuron.core.solver;

/**
 * Falls of a value that are too small to be told from rounding: when there have been some in a row,
 * the value cannot be lowered any further in doubles.
 */
final class Progress {

  /** A fall up to this share of the value may be of rounding: 2 ulp. */
  static final double ROUNDING = 2 * Math.ulp(1.0);

  private static final int MAX_SMALL_FALLS = 3;

  private int smallFalls;

  /** The change of a value that may be of rounding. */
  static double rounding(double value) {
    return ROUNDING * Math.abs(value);
  }

  /** Records a step. */
  void add(double before, double after) {
    smallFalls = before - after <= rounding(before) ? smallFalls + 1 : 0;
  }

  boolean hasEnded() {
    return smallFalls >= MAX_SMALL_FALLS;
  }
}
