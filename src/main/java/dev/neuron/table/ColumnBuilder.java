package dev.neuron.table;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Quoted;
import dev.neuron.table.CategoryColumn.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds out what the columns of a table hold. */
final class ColumnBuilder {

  /**
   * A column with at least this many numbers for each other text holds numbers, and the texts are
   * mistakes.
   */
  private static final int NUMBERS_FOR_EACH_MISTAKE = 9;

  private static final int EXAMPLES = 3;

  private final RawDataset raw;
  private final ColumnRoles roles;
  private final TableScan scan;
  private final CellFaults faults;
  private final List<TableNote> notes = new ArrayList<>();

  /**
   * @param raw the table, of which names, options and texts are read
   * @param scan of all its rows
   * @param faults receives the columns that cannot be used
   */
  ColumnBuilder(RawDataset raw, ColumnRoles roles, TableScan scan, CellFaults faults) {
    this.raw = raw;
    this.roles = roles;
    this.scan = scan;
    this.faults = faults;
  }

  /** The columns that become features. */
  List<Column> columns() {
    return IntStream.of(roles.features()).mapToObj(this::column).toList();
  }

  /** What the sender should know of the columns. */
  List<TableNote> notes() {
    return notes;
  }

  private Column column(int j) {
    boolean isDeclared = roles.categories().get(j);
    LevelCounts counted = scan.levels(j);
    if (counted == null) {
      return numbers(j);
    }
    LevelCounts.Result counts = counted.result(raw.texts(j));
    if (!isDeclared && holdsNumbers(counts)) {
      return numbers(j);
    }
    if (counts.numbers() > 0 && counts.others() > 0) {
      double share = (double) counts.numbers() / (counts.numbers() + counts.others());
      notes.add(new TableNote(TableNote.Kind.MIXED_COLUMN, raw.name(j), share));
    }
    return category(j, counts);
  }

  /** True if a column that was not declared a category holds numbers, perhaps with mistakes. */
  static boolean holdsNumbers(LevelCounts.Result counts) {
    return counts.others() == 0 || isOfNumbersWithMistakes(counts);
  }

  private static boolean isOfNumbersWithMistakes(LevelCounts.Result counts) {
    if (counts.numbers() >= NUMBERS_FOR_EACH_MISTAKE * counts.others()) {
      return true;
    }
    return !counts.hasMore() // numbers that are written in another way are no categories
        && counts.levels().stream()
            .map(Level::value)
            .allMatch(
                value ->
                    !Double.isNaN(Numerals.parsed(value)) || UnusableText.isGroupedNumber(value));
  }

  private NumberColumn numbers(int j) {
    return new NumberColumn(raw.name(j), null, null, scan.mean(j));
  }

  private CategoryColumn category(int j, LevelCounts.Result counts) {
    List<Level> levels = counts.levels();
    if (counts.hasMore() || levels.size() > raw.options().categoryLimit()) {
      faults.add(
          Reason.TOO_MANY_CATEGORIES,
          () -> ErrorLocation.NOWHERE,
          () -> tooMany(raw.name(j), counts, levels));
      return new CategoryColumn(raw.name(j), List.of(), -1, 0, false);
    }
    boolean keepsMissing = raw.options().policy() == MissingPolicy.MEAN;
    if (levels.size() == 1 && !(keepsMissing && counts.missing() > 0)) {
      notes.add(new TableNote(TableNote.Kind.ONE_LEVEL, raw.name(j), levels.getFirst().count()));
    }
    int no = KnownWords.no(levels);
    return new CategoryColumn(
        raw.name(j),
        levels,
        no >= 0 ? no : mostFrequent(levels),
        keepsMissing ? counts.missing() : 0,
        no >= 0);
  }

  private String tooMany(String name, LevelCounts.Result counts, List<Level> levels) {
    String examples =
        levels.stream()
            .limit(EXAMPLES)
            .map(level -> Quoted.of(level.value()))
            .collect(Collectors.joining(", "));
    return "Column %s has %s%d different values, and may have %d as a category%s. %s leaves it out; a higher maxCategories, of up to %d, takes it."
        .formatted(
            Quoted.of(name),
            counts.hasMore() ? "more than " : "",
            levels.size(),
            raw.options().categoryLimit(),
            examples.isEmpty() ? "" : ". Some are " + examples,
            raw.written("ignore", shortened(name)),
            ColumnTexts.MAX_TEXTS);
  }

  private static String shortened(String name) {
    return name.length() <= Quoted.MAX_LENGTH ? name : name.substring(0, Quoted.MAX_LENGTH) + "…";
  }

  private static int mostFrequent(List<Level> levels) {
    int found = 0;
    for (int level = 1; level < levels.size(); level++) {
      found = levels.get(level).count() > levels.get(found).count() ? level : found;
    }
    return found;
  }
}
