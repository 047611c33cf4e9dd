package dev.neuron.table;

import dev.neuron.core.data.ColumnOrder;
import dev.neuron.core.data.Count;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the columns of an encoding in a table. */
final class ColumnMatch {

  private ColumnMatch() {}

  /**
   * Returns for each column of the encoding its index in a table.
   *
   * @param names of the table's columns; null to go by position
   * @param columns how many columns the table has
   * @param passesOverUnknown true if columns that the encoding does not know are passed over
   * @throws InvalidInputException without a location if columns are missing or unknown
   */
  static int[] of(
      TableEncoding encoding,
      @Nullable List<String> names,
      int columns,
      boolean passesOverUnknown) {
    return names == null || !encoding.isNamed()
        ? byPosition(encoding, columns)
        : byName(encoding, names, passesOverUnknown);
  }

  private static int[] byPosition(TableEncoding encoding, int columns) {
    int expected = encoding.columns().size();
    if (columns != expected) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          "",
          "The model takes %s, these rows have %d."
              .formatted(Count.of(expected, "column"), columns));
    }
    int[] order = new int[expected];
    for (int j = 0; j < expected; j++) {
      order[j] = j;
    }
    return order;
  }

  private static int[] byName(
      TableEncoding encoding, List<String> names, boolean passesOverUnknown) {
    Map<String, Integer> places = new LinkedHashMap<>();
    names.forEach(name -> places.put(name, places.size()));
    int[] order = new int[encoding.columns().size()];
    List<String> missing = new ArrayList<>();
    for (int j = 0; j < order.length; j++) {
      String name = encoding.columns().get(j).name();
      Integer place = places.remove(name);
      if (place == null) {
        missing.add(name);
      } else {
        order[j] = place;
      }
    }
    Set<String> passedOver = new HashSet<>(encoding.passedOver());
    places
        .entrySet()
        .removeIf(
            column ->
                passesOverUnknown
                    || passedOver.contains(column.getKey())
                    || IndexColumn.isNamed(column.getKey())
                    || (column.getValue() == 0 && IndexColumn.isUnnamed(names)));
    if (!missing.isEmpty() || !places.isEmpty()) {
      throw ColumnOrder.mismatch(
          "The rows must name the model's %s.".formatted(Count.of(order.length, "column")),
          missing,
          places.keySet());
    }
    return order;
  }
}
