package dev.neuron.table;

import org.jspecify.annotations.Nullable;

/**
 * The value by which people call a class: a text, a number or a truth value.
 *
 * @param text as it is shown
 * @param number of a number; null otherwise
 * @param truth of a truth value; null otherwise
 */
public record ClassLabel(String text, @Nullable Double number, @Nullable Boolean truth) {

  /** The labels of classes that have no other values. */
  static final ClassLabel ZERO = of(0);

  static final ClassLabel ONE = of(1);

  /**
   * Creates the label with a {@link #value}.
   *
   * @param value a {@code Number}, {@code Boolean} or {@code String}
   * @throws IllegalArgumentException if it is neither
   */
  public static ClassLabel ofValue(Object value) {
    return switch (value) {
      case Number number -> of(number.doubleValue());
      case Boolean truth -> of(truth ? CellText.TRUE : CellText.FALSE);
      case String text -> of(text);
      default -> throw new IllegalArgumentException("no number, truth value or text");
    };
  }

  static ClassLabel of(double number) {
    double plain = number + 0.0; // −0 becomes 0
    return new ClassLabel(Numerals.text(plain), plain, null);
  }

  static ClassLabel of(CellText text) {
    return text.isBoolean()
        ? new ClassLabel(text.text(), null, text.number() == 1)
        : new ClassLabel(text.text(), null, null);
  }

  static ClassLabel of(String text) {
    return new ClassLabel(text, null, null);
  }

  /** The value itself: a {@code Long}, {@code Double}, {@code Boolean} or {@code String}. */
  public Object value() {
    if (truth != null) {
      return truth;
    }
    if (number == null) {
      return text;
    }
    return Numerals.isPlainInteger(number) ? (Object) number.longValue() : number;
  }

  /** True if a caller means this label by a text. */
  boolean isMeantBy(String asked) {
    return text.equals(asked) || (number != null && number == Numerals.parsed(asked));
  }
}
