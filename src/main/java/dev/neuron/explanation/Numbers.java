package dev.neuron.explanation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers as people write them by hand. */
final class Numbers {

  /**
   * A number may be off by this share where no slip leads to it: what comes of rounding on the way.
   */
  static final double TOLERANCE = 0.01;

  /** Where a true value is exactly 0, a smaller number stands for it: what a machine left of it. */
  static final double ZERO = 1e-9;

  /** What a few operations on doubles leave of a difference, as a share of what was subtracted. */
  static final double ROUNDING = 1e-14;

  private static final MathContext FOUR_DIGITS = new MathContext(4);
  private static final int LONGEST = 9;

  private Numbers() {}

  static List<@Nullable Double> list(double[] values) {
    List<@Nullable Double> list = new ArrayList<>(values.length);
    for (double value : values) {
      list.add(value);
    }
    return list;
  }

  /** Four digits that count, in LaTeX: 0.1966, 1.2 \cdot 10^{-7}. */
  static String latex(double value) {
    BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros();
    String plain = rounded.toPlainString();
    if (plain.length() <= LONGEST) {
      return plain;
    }
    int exponent = rounded.precision() - rounded.scale() - 1;
    return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString()
        + " \\cdot 10^{"
        + exponent
        + "}";
  }

  /** The same in parentheses where it would follow an operator with a sign. */
  static String operand(double value) {
    return value < 0 ? "(" + latex(value) + ")" : latex(value);
  }
}
