package dev.neuron.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as a sentence has them: three digits that count. */
final class Figure {

  private static final MathContext THREE_DIGITS = new MathContext(3);
  private static final int LONGEST = 9;

  private Figure() {}

  /** 0.00277, 1230, 4.56e12. */
  static String of(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1000) {
      return String.valueOf((int) value);
    }
    BigDecimal rounded = new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros();
    String plain = rounded.toPlainString();
    return plain.length() <= LONGEST
        ? plain
        : rounded.toString().replace("E+", "e").replace('E', 'e');
  }

  /** 12.3 %. */
  static String percent(double share) {
    return of(100 * share) + " %";
  }
}
