package dev.neuron.core;

import dev.neuron.core.InvalidInputException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds columns by their names. */
final class ColumnOrder {

  private static final int MAX_NAMES_TOLD = 5;

  private ColumnOrder() {}

  /**
   * Where each name stands among the columns.
   *
   * @throws InvalidInputException that tells some of the names if they are not the same set
   */
  static int[] of(List<String> columns, List<String> names) {
    Map<String, Integer> places = new LinkedHashMap<>();
    columns.forEach(name -> places.put(name, places.size()));
    int[] order = new int[names.size()];
    List<String> missing = new ArrayList<>();
    for (int j = 0; j < order.length; j++) {
      Integer place = places.remove(names.get(j));
      if (place == null) {
        missing.add(names.get(j));
      } else {
        order[j] = place;
      }
    }
    if (!missing.isEmpty() || !places.isEmpty()) {
      throw new InvalidInputException(
          Reason.FEATURE_NAME_MISMATCH,
          "",
          "The rows must name exactly the model's %d features.%s%s"
              .formatted(
                  names.size(),
                  told("Missing", missing),
                  told("Not known to the model", places.keySet())));
    }
    return order;
  }

  private static String told(String heading, Collection<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String some =
        names.stream()
            .limit(MAX_NAMES_TOLD)
            .map(Place::shortened)
            .collect(Collectors.joining(", "));
    return " " + heading + ": " + some + (names.size() > MAX_NAMES_TOLD ? " and others." : ".");
  }
}
