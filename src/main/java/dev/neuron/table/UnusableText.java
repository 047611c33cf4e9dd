package dev.neuron.table;

import dev.neuron.core.data.Quoted;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sentences about cells that are no numbers. */
final class UnusableText {

  /** Numbers with separators of thousands, or with a decimal mark that is not the table's. */
  private static final Pattern GROUPED =
      Pattern.compile(
          "[+-]?\\d{1,3}(?:[.,' \\u00a0\\u202f]\\d{3})+(?:[.,]\\d+)?|[+-]?\\d+[.,]\\d+");

  private UnusableText() {}

  /** The text of a cell; of one that was not kept, the first such in its column. */
  static String text(double cell, @Nullable ColumnTexts texts) {
    if (!Double.isNaN(cell)) {
      return Numerals.text(cell);
    }
    if (texts == null) {
      return "";
    }
    String dropped = texts.firstDropped();
    return ColumnTexts.isDropped(cell) ? String.valueOf(dropped) : texts.text(cell).text();
  }

  /** True if a text is a number that is written in another way than the table's. */
  static boolean isGroupedNumber(String text) {
    return GROUPED.matcher(text).matches();
  }

  /** Says why the cell is no number. */
  static String describe(double cell, ColumnTexts texts) {
    String text = text(cell, texts);
    return isGroupedNumber(text)
        ? "the cell %s is not guessed to be a number: write it without separators of thousands and with a point, or say decimal=comma if the table has commas before fractions."
            .formatted(Quoted.of(text))
        : "the cell %s is not a decimal number.".formatted(Quoted.of(text));
  }
}
