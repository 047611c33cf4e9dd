package dev.neuron.protocol.inference;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.TableLayout;
import dev.neuron.protocol.Instances;
import dev.neuron.protocol.inference.InferenceRequest.Input;
import dev.neuron.table.NamedColumns;
import dev.neuron.table.Table;
import dev.neuron.table.TableEncoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Converts the tensors of a request to rows: one tensor, n × d; or one per column, each n or n × 1.
 * A single tensor holds rows by position, unless it has one column and is named otherwise than
 * {@code x}: then it is one column by name. One that is named {@code x}, or for a model whose
 * columns have no names, may also be one row of length d.
 */
final class Tensors {

  private Tensors() {}

  /**
   * Returns the rows, with names if there is one tensor per column.
   *
   * @param encoding that of the model
   * @throws InvalidInputException with pointers {@code inputs/…}; the table itself has locations
   *     relative to the inputs
   */
  static Table rows(@Nullable List<Input> inputs, TableEncoding encoding) {
    if (inputs == null || inputs.isEmpty()) {
      throw InvalidInputException.missing("inputs");
    }
    SequencedMap<String, Tensor> tensors = read(inputs);
    Tensor first = tensors.firstEntry().getValue();
    boolean isByName = encoding.isNamed() && !Instances.TENSOR.equals(first.name());
    if (tensors.size() == 1 && !(isByName && first.columns() == 1)) {
      boolean isOneRow = first.rank() == 1 && encoding.columns().size() > 1;
      return isOneRow ? first.toOneRow() : first.toRows();
    }
    return joined(tensors);
  }

  private static SequencedMap<String, Tensor> read(List<Input> inputs) {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      try {
        Tensor tensor = Tensor.of(i, inputs.get(i));
        if (tensors.put(tensor.name(), tensor) != null) {
          throw new InvalidInputException(
              Reason.UNUSABLE_CELL, "name", "There are two tensors of this name.");
        }
      } catch (InvalidInputException e) {
        throw e.within("inputs/" + i);
      }
    }
    return tensors;
  }

  private static Table joined(SequencedMap<String, Tensor> tensors) {
    Map<String, Table> columns = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> columns.put(name, tensor.toRows()));
    Table rows;
    try {
      rows = NamedColumns.rows(columns);
    } catch (InvalidInputException e) {
      throw e.moved(place -> locateShape(tensors.get(place.pointer())));
    }
    List<Tensor> order = new ArrayList<>(tensors.values());
    return rows.withLayout(
        TableLayout.of(
            (row, column) ->
                column == null ? ErrorLocation.at("") : order.get(column).locate(row)));
  }

  private static ErrorLocation locateShape(@Nullable Tensor tensor) {
    return ErrorLocation.at(
        tensor == null ? "inputs" : "inputs/%d/shape".formatted(tensor.index()));
  }
}
