package dev.neuron.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column of categories: each level is a feature that is 1 in the rows of this level, except for
 * the reference, whose rows are 0 in all of them.
 *
 * @param levels in code-point order; immutable
 * @param reference index of the reference among the levels
 * @param missingCount how many cells were missing, which then are a level of their own; 0 if none
 *     were
 * @param isYesOrNo true if the levels are a yes and a no; then case does not matter
 */
public record CategoryColumn(
    String name, List<Level> levels, int reference, int missingCount, boolean isYesOrNo)
    implements Column {

  /** The level that stands for missing cells. */
  public static final String MISSING = "(missing)";

  /** The maximum number of levels. */
  public static final int MAX_LEVELS = ColumnTexts.MAX_TEXTS;

  /** The maximum length of a level. */
  public static final int MAX_LEVEL_LENGTH = ColumnTexts.MAX_TEXT_LENGTH;

  private static final int BYTES = 120;
  private static final int BYTES_OF_LEVEL = 120;

  /**
   * A level.
   *
   * @param value as it is in the cells
   * @param count how many rows had it
   */
  public record Level(String value, int count) {

    /** The number that is written as this level; null if there is none. */
    public @Nullable Double number() {
      double number = Numerals.parsed(value);
      return Numerals.text(number).equals(value) ? (Double) number : null;
    }
  }

  /**
   * Creates a column of levels in any order.
   *
   * @param reference one of the levels
   */
  public static CategoryColumn of(
      String name, List<Level> levels, String reference, int missingCount) {
    List<Level> ordered = new ArrayList<>(levels);
    ordered.sort(Comparator.comparing(Level::value, LevelCounts.BY_CODE_POINTS));
    int found = ordered.stream().map(Level::value).toList().indexOf(reference);
    return new CategoryColumn(
        name, List.copyOf(ordered), found, missingCount, KnownWords.no(ordered) >= 0);
  }

  /** True if missing cells are a level of their own. */
  public boolean hasMissingLevel() {
    return missingCount > 0;
  }

  /**
   * The index among the column's features for a level; −1 for the reference.
   *
   * @param level its index
   */
  public int feature(int level) {
    if (level == reference) {
      return -1;
    }
    return level < reference ? level : level - 1;
  }

  /** The index among the column's features for missing cells, if they are a level. */
  public int missingFeature() {
    return levels.size() - 1;
  }

  @Override
  public List<String> featureNames() {
    List<String> names = new ArrayList<>();
    IntStream.range(0, levels.size())
        .filter(level -> level != reference)
        .forEach(level -> names.add(name + "=" + levels.get(level).value()));
    if (hasMissingLevel()) {
      names.add(name + "=" + MISSING);
    }
    return names;
  }

  @Override
  public long estimatedBytes() {
    long characters = levels.stream().mapToLong(level -> level.value().length()).sum();
    return BYTES + 2L * name.length() + (long) BYTES_OF_LEVEL * levels.size() + 2 * characters;
  }
}
