package dev.neuron.explanation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers as people write them by hand. */
final class Numbers {

  /** Off by this share is right: what three digits give. */
  static final double TOLERANCE = 0.01;

  /** Nothing smaller than this can be told from 0. */
  static final double ZERO = 1e-9;

  /** A number rounded to fewer digits says too little to be taken as right for that. */
  private static final int ROUNDED_DIGITS = 2;

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

  /**
   * Whether a number is right: within 1 %, or the true one rounded to the decimals that it has, of
   * which at least two digits count.
   */
  static boolean agree(double claim, double truth) {
    if (!Double.isFinite(truth)) {
      return false;
    }
    if (Math.abs(claim - truth) <= Math.max(TOLERANCE * Math.abs(truth), ZERO)) {
      return true;
    }
    BigDecimal written = BigDecimal.valueOf(claim).stripTrailingZeros();
    return written.precision() >= ROUNDED_DIGITS
        && new BigDecimal(truth).setScale(written.scale(), RoundingMode.HALF_UP).compareTo(written)
            == 0;
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
