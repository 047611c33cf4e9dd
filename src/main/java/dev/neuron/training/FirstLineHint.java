package dev.neuron.training;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.table.CsvHeader;
import dev.neuron.table.CsvOptions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds to a fault in a first line of numbers the hint that the line may be a header. */
public final class FirstLineHint {

  /** Faults that a header which was taken as data can lead to. */
  private static final Set<Reason> OF_TARGETS =
      EnumSet.of(Reason.TARGET_OUT_OF_RANGE, Reason.MORE_THAN_TWO_CLASSES);

  private FirstLineHint() {}

  /**
   * Returns the faults, with the hint where a target in the first line is out of range.
   *
   * @param options how the table was read; null if it was not CSV
   */
  public static InvalidInputException addTo(InvalidInputException e, @Nullable CsvOptions options) {
    if (options == null
        || options.effectiveHeader() != CsvHeader.AUTO
        || !OF_TARGETS.contains(e.reason())
        || e.faults().stream().noneMatch(FirstLineHint::isInFirstRow)) {
      return e;
    }
    return e.map(FirstLineHint::hinted);
  }

  private static Fault hinted(Fault fault) {
    return isInFirstRow(fault)
        ? new Fault(fault.place(), fault.detail() + " " + CsvHeader.TAKEN_AS_DATA)
        : fault;
  }

  /** True if the fault is in line 1 and no header names its column. */
  private static boolean isInFirstRow(Fault fault) {
    ErrorLocation place = fault.place();
    return place.line() != null && place.line() == 1 && !place.hasColumnName();
  }
}
