package dev.neuron.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a table becomes features and a prediction becomes a class; kept with the model. Immutable.
 *
 * @param columns the columns that become features, in their order
 * @param isNamed true if columns are found by name, false if by position
 * @param passedOver the names of columns of the training's table that are no features: its target,
 *     its weights and those that were to be ignored
 * @param classes the two classes; null if targets were not two values
 */
public record TableEncoding(
    List<Column> columns, boolean isNamed, List<String> passedOver, @Nullable Classes classes) {

  /**
   * The encoding of columns of numbers of which nothing is known but their names.
   *
   * @param names of the columns; null if they have none
   */
  public static TableEncoding ofNumbers(@Nullable List<String> names, int columns) {
    List<Column> numbers = new ArrayList<>(columns);
    for (int j = 0; j < columns; j++) {
      numbers.add(NumberColumn.named(names == null ? "x" + (j + 1) : names.get(j)));
    }
    return new TableEncoding(numbers, names != null, List.of(), null);
  }

  /** True if each column is one feature, and no number stands for a missing cell. */
  public boolean isOfNumbersAlone() {
    for (Column column : columns) {
      if (!(column instanceof NumberColumn number) || number.fill() != null) {
        return false;
      }
    }
    return true;
  }

  /** True if the names of the features and the number of columns say all of it. */
  public boolean isPlain() {
    return isOfNumbersAlone()
        && passedOver.isEmpty()
        && (classes == null || classes.areZeroAndOne());
  }

  /** The number of features. */
  public int features() {
    return columns.stream().mapToInt(column -> column.featureNames().size()).sum();
  }

  /** The names of all features, in their order. */
  public List<String> featureNames() {
    return columns.stream().flatMap(column -> column.featureNames().stream()).toList();
  }

  /** The names of all columns, in their order. */
  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** A copy with these classes. */
  public TableEncoding withClasses(@Nullable Classes other) {
    return new TableEncoding(columns, isNamed, passedOver, other);
  }

  /** A copy whose columns of numbers have these ranges, as far as a column is one feature. */
  public TableEncoding withRanges(double[] min, double[] max) {
    List<Column> ranged = new ArrayList<>(columns.size());
    int feature = 0;
    for (Column column : columns) {
      ranged.add(
          column instanceof NumberColumn number
              ? new NumberColumn(number.name(), min[feature], max[feature], number.fill())
              : column);
      feature += column.featureNames().size();
    }
    return new TableEncoding(List.copyOf(ranged), isNamed, passedOver, classes);
  }

  /** The index of the first feature of each column, and the number of features behind them. */
  public int[] firstFeatures() {
    int[] first = new int[columns.size() + 1];
    IntStream.range(0, columns.size())
        .forEach(j -> first[j + 1] = first[j] + columns.get(j).featureNames().size());
    return first;
  }

  /** About how many bytes it takes. */
  public long estimatedBytes() {
    return columns.stream().mapToLong(Column::estimatedBytes).sum()
        + passedOver.stream().mapToLong(name -> 64L + 2L * name.length()).sum();
  }
}
