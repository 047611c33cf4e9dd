package dev.neuron.core.data;

import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds columns by their names. */
public final class ColumnOrder {

  private static final int MAX_NAMES_LISTED = 10;

  private ColumnOrder() {}

  /**
   * The index of each name among the columns.
   *
   * @param names names of a model's features
   * @param demand the sentence that begins the error
   * @throws InvalidInputException that lists the first names of each kind if they are not the same
   *     set
   */
  public static int[] of(List<String> columns, List<String> names, String demand) {
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
      throw mismatch(demand, missing, places.keySet());
    }
    return order;
  }

  /**
   * The exception that lists the first names of each kind.
   *
   * @param demand the sentence that begins it
   * @param missing names that rows must have
   * @param unknown names that rows must not have
   */
  public static InvalidInputException mismatch(
      String demand, Collection<String> missing, Collection<String> unknown) {
    return new InvalidInputException(
        Reason.FEATURE_NAME_MISMATCH,
        "",
        demand + listed("Missing", missing) + listed("Not known to the model", unknown));
  }

  private static String listed(String heading, Collection<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String some =
        names.stream()
            .limit(MAX_NAMES_LISTED)
            .map(Quoted::shortened)
            .collect(Collectors.joining(", ", ": ", "."));
    String of =
        names.size() > MAX_NAMES_LISTED
            ? " (the first %d of %d)".formatted(MAX_NAMES_LISTED, names.size())
            : "";
    return " " + heading + of + some;
  }
}
