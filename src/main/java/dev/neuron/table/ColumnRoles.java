package dev.neuron.table;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Quoted;
import dev.neuron.core.data.TableLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What each column of a table is for.
 *
 * @param target index of the column with the targets
 * @param weights index of the column with weights; {@link TableLayout#NONE} if there is none
 * @param features indexes of the columns that become features
 * @param index the columns that are an index, which are left out
 * @param categories the columns that were declared to hold categories
 */
record ColumnRoles(int target, int weights, int[] features, BitSet index, BitSet categories) {

  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

  /** What columns without names are called in answers. */
  private static final Pattern CALLED = Pattern.compile("x[1-9][0-9]{0,8}");

  private static final int MAX_NAMES_LISTED = 10;

  /**
   * Reads the roles from the options.
   *
   * @throws InvalidInputException if an option names a column that does not exist, or no column is
   *     left to learn from
   */
  static ColumnRoles of(RawDataset raw) {
    return of(raw, raw.y() == null && IndexColumn.isIn(raw.x()));
  }

  /**
   * Reads the roles from the options.
   *
   * @param beginsWithIndex true if the first column is an index, which is left out
   */
  static ColumnRoles of(RawDataset raw, boolean beginsWithIndex) {
    TableOptions options = raw.options();
    int columns = raw.x().columns();
    int target = raw.y() == null ? target(raw) : columns;
    int weights = weights(raw, target);
    BitSet leftOut = new BitSet();
    for (String name : options.ignored()) {
      leftOut.set(column(raw, "ignore", name));
    }
    BitSet others = (BitSet) leftOut.clone();
    others.set(target);
    if (weights != TableLayout.NONE) {
      others.set(weights);
    }
    BitSet index = index(raw, beginsWithIndex);
    index.andNot(others);
    others.or(index);
    int[] features = IntStream.range(0, columns).filter(j -> !others.get(j)).toArray();
    requireFeature(raw, features);
    BitSet categories = new BitSet();
    for (String name : options.declaredCategories()) {
      categories.set(column(raw, "categories", name));
    }
    return new ColumnRoles(target, weights, features, index, categories);
  }

  private static BitSet index(RawDataset raw, boolean beginsWithIndex) {
    BitSet index = new BitSet();
    List<String> names = raw.names();
    if (names != null) {
      IntStream.range(0, names.size())
          .filter(j -> IndexColumn.isNamed(names.get(j)))
          .forEach(index::set);
    }
    if (beginsWithIndex) {
      index.set(0);
    }
    return index;
  }

  /** True if a column becomes features. */
  boolean isFeature(int column) {
    return IntStream.of(features).anyMatch(j -> j == column);
  }

  /**
   * The same roles, with the categories of a model to start from among those declared.
   *
   * @param start its encoding; null for none
   */
  ColumnRoles withCategories(RawDataset raw, @Nullable TableEncoding start) {
    if (start == null) {
      return this;
    }
    BitSet more = (BitSet) categories.clone();
    List<String> names = raw.names();
    for (int k = 0; k < start.columns().size(); k++) {
      Column column = start.columns().get(k);
      if (!(column instanceof CategoryColumn)) {
        continue;
      }
      if (names == null || !start.isNamed()) {
        setFeature(more, k);
        setFeature(more, k + 1); // where it is if the first column turns out to be an index
      } else if (names.contains(column.name())) {
        more.set(names.indexOf(column.name()));
      }
    }
    return new ColumnRoles(target, weights, features, index, more);
  }

  private void setFeature(BitSet columns, int k) {
    if (k < features.length) {
      columns.set(features[k]);
    }
  }

  /** The names of the columns that a prediction passes over. */
  List<String> passedOver(RawDataset raw) {
    List<String> names = raw.names();
    if (names == null) {
      return List.of();
    }
    List<String> others = new ArrayList<>(names);
    for (int k = features.length - 1; k >= 0; k--) {
      others.remove(features[k]);
    }
    return List.copyOf(others);
  }

  /** The role of a column. */
  ColumnRole role(int column) {
    if (column == target) {
      return ColumnRole.TARGET;
    }
    if (column == weights) {
      return ColumnRole.WEIGHTS;
    }
    if (index.get(column)) {
      return ColumnRole.INDEX;
    }
    return isFeature(column) ? ColumnRole.FEATURE : ColumnRole.IGNORED;
  }

  /** The columns of which no cell may be missing: features, target and weights. */
  int[] used() {
    IntStream others =
        weights == TableLayout.NONE ? IntStream.of(target) : IntStream.of(target, weights);
    return IntStream.concat(IntStream.of(features), others).toArray();
  }

  private static int target(RawDataset raw) {
    String asked = raw.options().target();
    return target(raw.x().columns(), raw.names(), asked, raw.placeOf("target"));
  }

  /**
   * Returns the index of the target's column.
   *
   * @param names of the columns, if they have names
   * @param asked its name, or its index; null for the last
   * @param place of the option
   * @throws InvalidInputException at the option if there is none
   */
  static int target(
      int columns, @Nullable List<String> names, @Nullable String asked, ErrorLocation place) {
    int last = columns - 1;
    if (asked == null) {
      return lastButIndex(columns, names);
    }
    int found = find(columns, names, asked);
    if (found < 0) {
      throw new InvalidInputException(
          Reason.UNKNOWN_TARGET,
          place,
          names == null
              ? "The columns have no names; target must be the index of one, from 0 to %d."
                  .formatted(last)
              : "There is no column of this name. " + known(names));
    }
    return found;
  }

  /** Returns the last column that is no index; the last of all if there is none. */
  private static int lastButIndex(int columns, @Nullable List<String> names) {
    int last = columns - 1;
    while (names != null && last > 0 && IndexColumn.isNamed(names.get(last))) {
      last--;
    }
    return last;
  }

  private static int weights(RawDataset raw, int target) {
    String asked = raw.options().weights();
    if (asked == null) {
      return TableLayout.NONE;
    }
    int weights = column(raw, "weights", asked);
    if (weights == target || raw.sampleWeights() != null) {
      throw new InvalidInputException(
          Reason.CONFLICTING_FIELDS,
          raw.placeOf("weights"),
          weights == target
              ? "The column of the weights is that of the target; name another one."
              : "weights and sampleWeights exclude each other; give one.");
    }
    return weights;
  }

  private static int column(RawDataset raw, String option, String asked) {
    int found = find(raw.x().columns(), raw.names(), asked);
    if (found < 0) {
      throw new InvalidInputException(
          Reason.UNKNOWN_COLUMN,
          raw.placeOf(option),
          raw.names() == null
              ? "The columns have no names; %s takes their indexes, from 0 to %d."
                  .formatted(option, raw.x().columns() - 1)
              : "There is no column %s. %s"
                  .formatted(Quoted.of(asked), known(Objects.requireNonNull(raw.names()))));
    }
    return found;
  }

  /** Finds a column by name or else, if it is a number, by index; −1 if there is none. */
  private static int find(int columns, @Nullable List<String> names, String asked) {
    int named = names == null ? -1 : names.indexOf(asked);
    if (named >= 0) {
      return named;
    }
    if (names == null && CALLED.matcher(asked).matches()) {
      int count = Integer.parseInt(asked.substring(1));
      return count <= columns ? count - 1 : -1;
    }
    boolean isIndex = INDEX.matcher(asked).matches() && Integer.parseInt(asked) < columns;
    return isIndex ? Integer.parseInt(asked) : -1;
  }

  private static String known(List<String> names) {
    return names.stream()
        .limit(MAX_NAMES_LISTED)
        .map(Quoted::of)
        .collect(
            Collectors.joining(
                ", ", "The columns are ", names.size() > MAX_NAMES_LISTED ? ", …." : "."));
  }

  private static void requireFeature(RawDataset raw, int[] features) {
    if (features.length > 0) {
      return;
    }
    throw new InvalidInputException(
        Reason.WRONG_FEATURE_COUNT,
        ErrorLocation.NOWHERE,
        raw.x().columns() < 2 && raw.y() == null
            ? "A table to train on needs at least two columns, a feature and the target."
            : "No column is left to learn from; a table to train on needs at least one beside the"
                + " target.");
  }
}
