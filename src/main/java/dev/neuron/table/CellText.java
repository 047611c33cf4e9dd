package dev.neuron.table;

/**
 * A text in the cells of a column.
 *
 * @param text stripped
 * @param number the number that it stands for: of a number in quotes, or 1 and 0 of a truth value;
 *     NaN if it stands for none
 * @param isBoolean true if it is a truth value of JSON
 */
record CellText(String text, double number, boolean isBoolean) {

  static final CellText TRUE = new CellText("true", 1, true);
  static final CellText FALSE = new CellText("false", 0, true);

  /** True if the cell can stand in a column of numbers. */
  boolean isNumber() {
    return !Double.isNaN(number);
  }

  /** A text that was not marked as a truth value, although the words true and false are one. */
  static CellText of(String text) {
    String stripped = text.strip();
    if (stripped.equalsIgnoreCase(TRUE.text) || stripped.equalsIgnoreCase(FALSE.text)) {
      return new CellText(stripped, stripped.equalsIgnoreCase(TRUE.text) ? 1 : 0, false);
    }
    return new CellText(stripped, Numerals.parsed(stripped), false);
  }
}
