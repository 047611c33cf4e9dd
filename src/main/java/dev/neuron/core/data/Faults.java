package dev.neuron.core.data;

import dev.neuron.core.data.InvalidInputException.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The faults of one kind in a request: the first ones, and the number of all.
 *
 * @param first 1 … {@value #MAX_KEPT} faults in the order of the request; immutable
 * @param total the number of all faults, at least that of the first
 */
public record Faults(List<Fault> first, int total) {

  /** The maximum number of faults that are kept with their locations. */
  public static final int MAX_KEPT = 10;

  /** One fault. */
  public static Faults of(Fault fault) {
    return new Faults(List.of(fault), 1);
  }

  /** These faults, of which the first ones are kept. */
  public static Faults of(List<Fault> all) {
    return new Faults(List.copyOf(all.subList(0, Math.min(all.size(), MAX_KEPT))), all.size());
  }

  /** The same number of faults, each changed by a function. */
  public Faults map(UnaryOperator<Fault> change) {
    return new Faults(first.stream().map(change).toList(), total);
  }

  /** Counts faults while a request is read, and keeps the first ones. */
  public static final class Collector {

    private final List<Fault> first = new ArrayList<>();
    private int total;

    /** Adds a fault, which is made only if it is kept. */
    public void add(Supplier<Fault> fault) {
      if (first.size() < MAX_KEPT) {
        first.add(fault.get());
      }
      total++;
    }

    /** True if there is no fault so far. */
    public boolean isEmpty() {
      return total == 0;
    }

    /** The faults so far, of which there must be one. */
    public Faults faults() {
      return new Faults(List.copyOf(first), total);
    }
  }
}
