package dev.neuron.http.table;

import dev.neuron.core.data.DoubleBlocks;
import dev.neuron.table.CsvHeader;
import dev.neuron.table.MissingWords;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The first line of a CSV table: the names of its columns, or its first row. */
final class FirstLine {

  /**
   * Texts that programs write for numbers that are not finite. Such a cell is neither a number nor
   * a name: the line is refused as a row, not dropped as a header.
   */
  private static final Pattern NOT_FINITE =
      Pattern.compile("[+-]?(?:nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

  private final CsvHeader header;
  private final List<String> texts = new ArrayList<>();
  private final DoubleBlocks numbers = new DoubleBlocks();
  private boolean hasText;

  FirstLine(CsvHeader header) {
    this.header = header;
  }

  /**
   * Appends a cell.
   *
   * @param text stripped unless it was quoted
   * @param number NaN if the text is none, infinite if a double cannot hold it
   */
  void add(String text, double number) {
    texts.add(text);
    numbers.add(number);
    hasText |=
        Double.isNaN(number)
            && !NOT_FINITE.matcher(text.strip()).matches()
            && !MissingWords.contain(text);
  }

  /** Returns the number of cells. */
  int size() {
    return texts.size();
  }

  /** True if the line is the first row. */
  boolean isRow() {
    return switch (header) {
      case AUTO -> !hasText;
      case TRUE -> false;
      case FALSE -> true;
    };
  }

  /** True if only its numbers suggest that the line is a row. */
  boolean isRowByItsNumbers() {
    return header == CsvHeader.AUTO && !hasText;
  }

  List<String> texts() {
    return texts;
  }

  /** The numbers of the row; nothing may be added afterwards. */
  double[] numbers() {
    return numbers.toArray();
  }
}
