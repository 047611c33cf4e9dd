package dev.neuron.table;

import java.util.regex.Pattern;

/** Numbers as texts. */
final class Numerals {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d++\\.?+\\d*+|\\.\\d++)(?:[eE][+-]?\\d++)?");

  /** Longer texts are no numbers that people write. */
  private static final int MAX_LENGTH = 400;

  private static final double MAX_PLAIN = 1e15;

  private Numerals() {}

  /**
   * The number that a text is in decimal notation; NaN if it is none, or a double cannot hold it.
   */
  static double parsed(String text) {
    String stripped = text.strip();
    if (stripped.length() > MAX_LENGTH || !DECIMAL.matcher(stripped).matches()) {
      return Double.NaN;
    }
    double value = Double.parseDouble(stripped);
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /** The shortest text of a number: {@code 3} for 3.0, and {@code 0} for −0. */
  static String text(double number) {
    return isPlainInteger(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  /** True for an integer that is written without an exponent. */
  static boolean isPlainInteger(double number) {
    return number == Math.rint(number) && Math.abs(number) < MAX_PLAIN;
  }
}
