package dev.neuron.table;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.Faults;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Quoted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Collects the cells of a table that cannot be used, by what is wrong with them. */
final class CellFaults {

  private final Map<Reason, Faults.Collector> faults = new EnumMap<>(Reason.class);
  private final Map<String, Integer> missing = new LinkedHashMap<>();

  /** Adds a cell. */
  void add(Reason reason, Supplier<ErrorLocation> place, Supplier<String> detail) {
    faults
        .computeIfAbsent(reason, _ -> new Faults.Collector())
        .add(
            () -> {
              ErrorLocation found = place.get();
              return new Fault(found, found.describe(detail.get()));
            });
  }

  /** Adds a cell that is missing. */
  void addMissing(String column, Supplier<ErrorLocation> place) {
    missing.merge(column, 1, Integer::sum);
    add(Reason.MISSING_VALUES, place, () -> "the cell is missing.");
  }

  /** Adds a target that is missing, which nothing can stand for. */
  void addMissingTarget(Supplier<ErrorLocation> place) {
    add(
        Reason.MISSING_VALUES,
        place,
        () ->
            "the target is missing; fill it in, or leave out rows with missing cells by"
                + " missing=dropRows.");
  }

  /** True if there was no such cell. */
  boolean areNone() {
    return faults.isEmpty();
  }

  /**
   * Refuses the table if there was such a cell.
   *
   * @param remedy what to do about missing cells
   */
  void throwIfAny(String remedy) {
    for (Map.Entry<Reason, Faults.Collector> kind : faults.entrySet()) {
      Faults all = kind.getValue().faults();
      throw new InvalidInputException(
          kind.getKey(),
          kind.getKey() == Reason.MISSING_VALUES && !missing.isEmpty()
              ? withSummary(all, remedy)
              : all);
    }
  }

  /** Adds to the first fault how many cells are missing in which columns. */
  private Faults withSummary(Faults all, String remedy) {
    String counts =
        missing.entrySet().stream()
            .limit(Faults.MAX_KEPT)
            .map(column -> shortName(column.getKey()) + " " + column.getValue())
            .collect(
                Collectors.joining(
                    ", ", " Missing are: ", missing.size() > Faults.MAX_KEPT ? ", …. " : ". "));
    List<Fault> changed = new ArrayList<>(all.first());
    Fault first = changed.getFirst();
    changed.set(0, new Fault(first.place(), first.detail() + counts + remedy));
    return new Faults(List.copyOf(changed), all.total());
  }

  private static String shortName(String column) {
    return Quoted.of(column);
  }
}
