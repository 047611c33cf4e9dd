package dev.neuron.explanation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tolerances for comparing numbers, and lists of numbers. */
final class Numbers {

  /**
   * The relative error that rounding on the way may cause; allowed where no slip leads to the
   * number.
   */
  static final double TOLERANCE = 0.01;

  /**
   * The bound below which a number counts as a true value of 0: calculators leave such remainders.
   */
  static final double ZERO = 1e-9;

  /** The rounding error of a few operations on doubles, relative to what was subtracted. */
  static final double ROUNDING = 1e-14;

  private Numbers() {}

  static List<@Nullable Double> list(double[] values) {
    List<@Nullable Double> list = new ArrayList<>(values.length);
    for (double value : values) {
      list.add(value);
    }
    return list;
  }
}
