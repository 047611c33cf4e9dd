package dev.neuron.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private final Map<String, Integer> counts = new HashMap<>();
  private int numbers;
  private int others;
  private int missing;
  private int dropped;
  private boolean isFull;

  /** Counts the cells of a column in the rows that are trained on. */
  static LevelCounts of(RawDataset raw, int column, RowSelection rows) {
    LevelCounts levels = new LevelCounts();
    ColumnTexts texts = raw.texts(column);
    int[] countOfText = new int[texts == null ? 0 : texts.texts().size()];
    for (int i = 0; i < rows.count(); i++) {
      double cell = raw.cell(rows.row(i), column);
      if (!Double.isNaN(cell)) {
        levels.numbers++;
        levels.add(Numerals.text(cell), 1);
      } else if (ColumnTexts.isMissing(cell)) {
        levels.missing++;
      } else if (ColumnTexts.isDropped(cell)) {
        levels.dropped++;
      } else {
        countOfText[ColumnTexts.index(cell)]++;
      }
    }
    levels.add(texts, countOfText);
    return levels;
  }

  private void add(@Nullable ColumnTexts texts, int[] countOfText) {
    for (int k = 0; k < countOfText.length; k++) {
      CellText text = Objects.requireNonNull(texts).texts().get(k);
      if (countOfText[k] > 0) {
        add(text.text(), countOfText[k]);
        numbers += text.isNumber() ? countOfText[k] : 0;
        others += text.isNumber() ? 0 : countOfText[k];
      }
    }
    others += dropped;
  }

  private void add(String level, int count) {
    if (!isFull || counts.containsKey(level)) {
      counts.merge(level, count, Integer::sum);
      isFull = counts.size() > ColumnTexts.MAX_TEXTS;
    }
  }

  /** The number of cells that are numbers. */
  int numbers() {
    return numbers;
  }

  /** The number of cells that are texts and no numbers. */
  int others() {
    return others;
  }

  /** The number of cells that are missing. */
  int missing() {
    return missing;
  }

  /** The number of different values. */
  int size() {
    return counts.size();
  }

  /** True if there are more values than are counted. */
  boolean hasMore() {
    return isFull || dropped > 0;
  }

  /** The values in code-point order, with their counts. */
  List<CategoryColumn.Level> levels() {
    List<CategoryColumn.Level> levels = new ArrayList<>();
    counts.forEach((value, count) -> levels.add(new CategoryColumn.Level(value, count)));
    levels.sort(Comparator.comparing(CategoryColumn.Level::value, BY_CODE_POINTS));
    return List.copyOf(levels);
  }
}
