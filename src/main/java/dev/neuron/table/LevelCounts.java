package dev.neuron.table;

import dev.neuron.table.CategoryColumn.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The different values in a column and how often each occurs. */
final class LevelCounts {

  /** Compares texts by their code points. */
  static final Comparator<String> BY_CODE_POINTS =
      (a, b) -> {
        int end = Math.min(a.length(), b.length());
        for (int i = 0; i < end; i++) {
          if (a.charAt(i) != b.charAt(i)) {
            int start = i > 0 && Character.isHighSurrogate(a.charAt(i - 1)) ? i - 1 : i;
            return Integer.compare(a.codePointAt(start), b.codePointAt(start));
          }
        }
        return Integer.compare(a.length(), b.length());
      };

  private final Map<Double, Integer> countOfNumber = new HashMap<>();
  private int[] countOfText = new int[16];
  private int numbers;
  private int missing;
  private int dropped;
  private boolean isFull;

  /** What a number and its count take in the map. */
  private static final int BYTES_OF_ENTRY = 96;

  /** The memory that this takes. */
  long bytes() {
    return (long) BYTES_OF_ENTRY * countOfNumber.size() + (long) Integer.BYTES * countOfText.length;
  }

  /** Counts a cell. */
  void add(double cell) {
    if (!Double.isNaN(cell)) {
      addNumber(cell);
    } else if (ColumnTexts.isMissing(cell)) {
      missing++;
    } else if (ColumnTexts.isDropped(cell)) {
      dropped++;
    } else {
      int text = ColumnTexts.index(cell);
      if (text >= countOfText.length) {
        countOfText = Arrays.copyOf(countOfText, 2 * text);
      }
      countOfText[text]++;
    }
  }

  private void addNumber(double value) {
    double cell = value + 0.0; // −0 becomes 0
    numbers++;
    if (!isFull || countOfNumber.containsKey(cell)) {
      countOfNumber.merge(cell, 1, Integer::sum);
      isFull = countOfNumber.size() > ColumnTexts.MAX_TEXTS;
    }
  }

  /** The different numbers in cells, texts of numbers left out; not all if there are too many. */
  double[] distinctNumbers() {
    return countOfNumber.keySet().stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  /**
   * Returns what was counted.
   *
   * @param texts those in the column; null if it has none
   */
  Result result(@Nullable ColumnTexts texts) {
    Map<String, Integer> counts = new HashMap<>();
    countOfNumber.forEach(
        (number, count) -> counts.merge(Numerals.text(number), count, Integer::sum));
    int ofNumbers = numbers;
    int others = dropped;
    List<CellText> all = texts == null ? List.of() : texts.texts();
    for (int k = 0; k < Math.min(countOfText.length, all.size()); k++) {
      if (countOfText[k] > 0) {
        counts.merge(all.get(k).text(), countOfText[k], Integer::sum);
        ofNumbers += all.get(k).isNumber() ? countOfText[k] : 0;
        others += all.get(k).isNumber() ? 0 : countOfText[k];
      }
    }
    boolean hasMore = isFull || dropped > 0 || counts.size() > ColumnTexts.MAX_TEXTS;
    return new Result(levels(counts), ofNumbers, others, missing, hasMore);
  }

  private static List<Level> levels(Map<String, Integer> counts) {
    List<Level> levels = new ArrayList<>();
    counts.forEach((value, count) -> levels.add(new Level(value, count)));
    levels.sort(Comparator.comparing(Level::value, BY_CODE_POINTS));
    return List.copyOf(levels);
  }

  /**
   * The different values in a column.
   *
   * @param levels the values in code-point order, with their counts
   * @param numbers how many cells are numbers
   * @param others how many cells are texts and no numbers
   * @param missing how many cells are missing
   * @param hasMore true if there are more values than are counted
   */
  record Result(List<Level> levels, int numbers, int others, int missing, boolean hasMore) {}
}
