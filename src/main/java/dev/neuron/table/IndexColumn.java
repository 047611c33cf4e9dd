package dev.neuron.table;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The index that pandas and R write beside the columns of a table: a first column without a name
 * that counts the rows, or columns that pandas names itself.
 */
public final class IndexColumn {

  /** The name that pandas gives to a column without one. */
  private static final String UNNAMED = "Unnamed: 0";

  /** The names that pandas gives to an index in a format that demands names. */
  private static final Pattern NAMED = Pattern.compile("__index_level_\\d{1,4}__");

  private IndexColumn() {}

  /**
   * Checks the names of a table's columns, of which the first may be empty.
   *
   * @throws InvalidInputException with pointers {@code featureNames/…}
   */
  public static List<String> checkedNames(List<String> names) {
    if (names.size() < 2 || !names.getFirst().isBlank()) {
      return Dataset.checkedFeatureNames(names, names.size());
    }
    List<String> others = names.subList(1, names.size());
    Dataset.checkedFeatureNames(
        Stream.concat(Stream.of(UNNAMED), others.stream()).toList(), names.size());
    return Stream.concat(Stream.of(""), others.stream()).toList();
  }

  /** True if the first column has no name of its own. */
  static boolean isUnnamed(@Nullable List<String> names) {
    return names != null && (names.getFirst().isEmpty() || names.getFirst().equals(UNNAMED));
  }

  /** True if a column is an index by the name that pandas gave it, whatever it holds. */
  public static boolean isNamed(String name) {
    return NAMED.matcher(name).matches();
  }

  /** True if a table begins with an index. */
  static boolean isIn(Table table) {
    return isUnnamed(table.columnNames())
        && table.columns() > 1
        && table.texts(0) == null
        && counts(table);
  }

  private static boolean counts(Table table) {
    Count count = new Count();
    for (int i = 0; i < table.rows() && count.isIndex(); i++) {
      count.add(table.cell(i, 0));
    }
    return count.isIndex();
  }

  /** Checks that the cells of a column count the rows, from 0 or 1 on, as they come. */
  static final class Count {
    private double first;
    private int rows;
    private boolean isIndex = true;

    /** Adds the next cell. */
    void add(double cell) {
      first = rows == 0 ? cell : first;
      isIndex &= (first == 0 || first == 1) && cell == first + rows;
      rows++;
    }

    /** True if all cells so far count the rows. */
    boolean isIndex() {
      return isIndex;
    }
  }
}
