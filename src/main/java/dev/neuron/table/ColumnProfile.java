package dev.neuron.table;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what the cells of a column hold. */
final class ColumnProfile {

  /** The maximum number of levels that are listed. */
  private static final int MAX_LEVELS = 50;

  private static final Comparator<CategoryColumn.Level> MOST_FREQUENT_FIRST =
      Comparator.comparingInt(CategoryColumn.Level::count)
          .reversed()
          .thenComparing(CategoryColumn.Level::value, LevelCounts.BY_CODE_POINTS);

  private final RawDataset raw;
  private final int column;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  private ColumnProfile(RawDataset raw, int column) {
    this.raw = raw;
    this.column = column;
  }

  /**
   * Describes a column.
   *
   * @param roles null if they are not known
   */
  static PreviewColumn of(RawDataset raw, int column, @Nullable ColumnRoles roles) {
    ColumnProfile profile = new ColumnProfile(raw, column);
    ColumnRole role = roles == null ? null : roles.role(column);
    boolean isDeclared = roles != null && roles.categories().get(column);
    return raw.texts(column) == null
        ? profile.ofNumbers(role, isDeclared)
        : profile.ofTexts(role, isDeclared);
  }

  private PreviewColumn ofNumbers(@Nullable ColumnRole role, boolean isDeclared) {
    Map<Double, Integer> counts = new HashMap<>();
    int missing = 0;
    for (int i = 0; i < raw.x().rows(); i++) {
      double cell = raw.cell(i, column);
      if (Double.isNaN(cell)) {
        missing++;
        continue;
      }
      addToRange(cell);
      if (counts.size() <= ColumnTexts.MAX_TEXTS) {
        counts.merge(cell + 0.0, 1, Integer::sum); // −0 becomes 0
      }
    }
    boolean hasMore = counts.size() > ColumnTexts.MAX_TEXTS;
    List<CategoryColumn.Level> levels =
        counts.size() > MAX_LEVELS
            ? List.of()
            : counts.entrySet().stream()
                .map(c -> new CategoryColumn.Level(Numerals.text(c.getKey()), c.getValue()))
                .sorted(MOST_FREQUENT_FIRST)
                .toList();
    int numbers = raw.x().rows() - missing;
    PreviewColumn.Kind kind = isDeclared ? PreviewColumn.Kind.CATEGORY : PreviewColumn.Kind.NUMBER;
    return new PreviewColumn(
        raw.name(column),
        numbers == 0 ? PreviewColumn.Kind.EMPTY : kind,
        role,
        missing,
        numbers,
        0,
        Math.min(counts.size(), ColumnTexts.MAX_TEXTS),
        hasMore,
        levels,
        minimum(),
        maximum());
  }

  private PreviewColumn ofTexts(@Nullable ColumnRole role, boolean isDeclared) {
    LevelCounts levels = new LevelCounts();
    for (int i = 0; i < raw.x().rows(); i++) {
      double cell = raw.cell(i, column);
      levels.add(cell);
      if (!Double.isNaN(cell)) {
        addToRange(cell);
      }
    }
    LevelCounts.Result counts = levels.result(raw.texts(column));
    return new PreviewColumn(
        raw.name(column),
        kind(counts, isDeclared),
        role,
        counts.missing(),
        counts.numbers(),
        counts.others(),
        Math.min(counts.levels().size(), ColumnTexts.MAX_TEXTS),
        counts.hasMore(),
        counts.levels().stream().sorted(MOST_FREQUENT_FIRST).limit(MAX_LEVELS).toList(),
        minimum(),
        maximum());
  }

  private static PreviewColumn.Kind kind(LevelCounts.Result counts, boolean isDeclared) {
    if (!isDeclared && ColumnBuilder.holdsNumbers(counts)) {
      return PreviewColumn.Kind.NUMBER;
    }
    return counts.numbers() > 0 && counts.others() > 0
        ? PreviewColumn.Kind.MIXED
        : PreviewColumn.Kind.CATEGORY;
  }

  private void addToRange(double value) {
    if (Double.isInfinite(value)) {
      return; // JSON has no number for it
    }
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  private @Nullable Double minimum() {
    return min > max ? null : Double.valueOf(min);
  }

  private @Nullable Double maximum() {
    return min > max ? null : Double.valueOf(max);
  }
}
