package dev.neuron.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for sentences: three digits, or as many more as the sentence needs to be true. */
final class Figure {

  private static final int DIGITS = 3;
  private static final int MAX_LENGTH = 9;

  /** Enough digits to tell any two doubles apart. */
  private static final int MAX_DIGITS = 17;

  /** Shares that say something that the ones next to them do not, in percent. */
  private static final double[] MARKS = {0, 10, 90, 100};

  /** Percentages closer to a mark than this are at it: 100 · 0.1 may have been rounded. */
  private static final double AT_MARK = 1e-12;

  private Figure() {}

  /** 0.00277, 1230, 4.56e12. */
  static String of(double value) {
    return of(value, DIGITS);
  }

  private static String of(double value, int digits) {
    if (isShort(value)) {
      return String.valueOf((int) value);
    }
    return written(new BigDecimal(value).round(new MathContext(digits)));
  }

  /** True if it is a whole number of at most three digits, as most are. */
  private static boolean isShort(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1000;
  }

  private static String written(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    String plain = stripped.toPlainString();
    return plain.length() <= MAX_LENGTH
        ? plain
        : stripped.toString().replace("E+", "e").replace('E', 'e');
  }

  /** All digits, for a sentence that says that something equals the value: 12345.678. */
  static String exact(double value) {
    if (isShort(value)) {
      return String.valueOf((int) value);
    }
    return written(new BigDecimal(Double.toString(value)));
  }

  /** From a to b, with digits that leave the distance of two different numbers to be seen. */
  static String range(double a, double b) {
    double half = Math.abs(b / 2 - a / 2);
    int digits = DIGITS;
    while (digits < MAX_DIGITS && unit(Math.max(Math.abs(a), Math.abs(b)), digits) > half) {
      digits++;
    }
    return "from " + of(a, digits) + " to " + of(b, digits);
  }

  /** The unit of the last of a number of digits. */
  private static double unit(double value, int digits) {
    BigDecimal exact = new BigDecimal(value);
    return BigDecimal.ONE
        .scaleByPowerOfTen(exact.precision() - exact.scale() - digits)
        .doubleValue();
  }

  /** 12.3 %; 10 % and 100 % only if they are, 99.9997 % else. */
  static String percent(double share) {
    double percent = 100 * share;
    int digits = DIGITS;
    while (digits < MAX_DIGITS && isWrongMark(percent, of(percent, digits))) {
      digits++;
    }
    return of(percent, digits) + " %";
  }

  private static boolean isWrongMark(double percent, String written) {
    double rounded = Double.parseDouble(written);
    for (double mark : MARKS) {
      if (rounded == mark) {
        return Math.abs(percent - mark) > AT_MARK * mark;
      }
    }
    return false;
  }

  /** 12,345: a number that is not calculated with. */
  static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
