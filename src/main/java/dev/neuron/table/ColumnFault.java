package dev.neuron.table;

import dev.neuron.core.data.Faults;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a column could not be read. It matters only if the column is used.
 *
 * @param faults with locations as the sender of the table sees them
 */
public record ColumnFault(Reason reason, Faults faults) {

  /** Returns the refusal of columns, of which the reason of the first is named. */
  static InvalidInputException refusal(List<ColumnFault> columns) {
    Reason reason = columns.getFirst().reason();
    List<Fault> first = new ArrayList<>();
    int total = 0;
    for (ColumnFault column : columns) {
      if (column.reason() == reason) {
        first.addAll(column.faults().first());
        total += column.faults().total();
      }
    }
    return new InvalidInputException(reason, new Faults(Faults.of(first).first(), total));
  }
}
