package dev.neuron.table;

import dev.neuron.core.data.CellCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The different texts in a column, each with a code. A cell with a text is a NaN that carries the
 * code, so that a table of numbers takes no more memory than its numbers.
 */
final class ColumnTexts {

  /** The maximum number of different texts that a column keeps. */
  static final int MAX_TEXTS = 1000;

  /** The maximum length of a text that is kept; longer ones are no categories. */
  static final int MAX_TEXT_LENGTH = 200;

  /** The code of a text that is not kept. */
  private static final int DROPPED = Integer.MAX_VALUE;

  private final Map<Object, Integer> codes = new HashMap<>();
  private final List<CellText> texts = new ArrayList<>();
  private final Budget budget;
  private @Nullable String firstDropped;

  /** How many texts all columns of a table may still keep. */
  static final class Budget {
    private static final int MAX_TEXTS_OF_TABLE = 1 << 15;
    private int left = MAX_TEXTS_OF_TABLE;

    private boolean take() {
      return left-- > 0;
    }
  }

  ColumnTexts(Budget budget) {
    this.budget = budget;
  }

  /** The cell for a missing value. */
  static double missing() {
    return CellCode.cell(CellCode.MISSING);
  }

  static boolean isMissing(double cell) {
    return CellCode.of(cell) == CellCode.MISSING;
  }

  static boolean isDropped(double cell) {
    return CellCode.of(cell) == DROPPED;
  }

  /** Returns the cell for a text. */
  double add(String text) {
    Integer known = codes.get(text);
    return known == null ? addNew(text, CellText.of(text)) : CellCode.cell(known);
  }

  /** Returns the cell for a truth value. */
  double add(boolean value) {
    Integer known = codes.get(value);
    return known == null
        ? addNew(value, value ? CellText.TRUE : CellText.FALSE)
        : CellCode.cell(known);
  }

  private double addNew(Object key, CellText text) {
    if (texts.size() == MAX_TEXTS || text.text().length() > MAX_TEXT_LENGTH || !budget.take()) {
      if (!text.isNumber()) {
        firstDropped = firstDropped == null ? shortened(text.text()) : firstDropped;
        return CellCode.cell(DROPPED);
      }
      return text.number();
    }
    texts.add(text);
    codes.put(key, texts.size());
    return CellCode.cell(texts.size());
  }

  /** Still too long to be kept as a level. */
  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), MAX_TEXT_LENGTH + 1));
  }

  /** The different texts, in the order of their codes from 1. */
  List<CellText> texts() {
    return texts;
  }

  /** The text of a cell that holds one that was kept. */
  CellText text(double cell) {
    return texts.get(CellCode.of(cell) - 1);
  }

  /** The number of a cell; NaN if it holds none. */
  double number(double cell) {
    boolean isKept = Double.isNaN(cell) && !isMissing(cell) && !isDropped(cell);
    return isKept ? text(cell).number() : cell;
  }

  /** The index of the text of such a cell in {@link #texts}. */
  static int index(double cell) {
    return CellCode.of(cell) - 1;
  }

  /** The first text that was not kept; null if all were. */
  @Nullable String firstDropped() {
    return firstDropped;
  }
}
