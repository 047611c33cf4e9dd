package dev.neuron.explanation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How near a number has to be to another, and lists of numbers. */
final class Numbers {

  /**
   * A number may be off by this share where no slip leads to it: what comes of rounding on the way.
   */
  static final double TOLERANCE = 0.01;

  /** Where a true value is exactly 0, a smaller number stands for it: what a machine left of it. */
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
