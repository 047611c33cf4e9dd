package dev.neuron.protocol.inference;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.protocol.Instances;
import dev.neuron.protocol.inference.InferenceRequest.Input;
import dev.neuron.table.CellKind;
import dev.neuron.table.NamedColumns;
import dev.neuron.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts the tensors of a request to rows: one tensor, n × d; or one per feature, each n or n ×
 * 1. A single tensor holds rows by position, unless it has one column and is named otherwise than
 * {@code x}: then it is one feature by name.
 */
final class Tensors {

  private Tensors() {}

  /**
   * Returns the rows, with names if there is one tensor per feature.
   *
   * @param hasNames true if the model's features have names
   * @throws InvalidInputException with pointers {@code inputs/…}
   */
  static Table rows(@Nullable List<Input> inputs, boolean hasNames) {
    if (inputs == null || inputs.isEmpty()) {
      throw InvalidInputException.missing("inputs");
    }
    Map<String, Table> tensors = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      try {
        if (tensors.put(needed("name", input.name()), tensor(input)) != null) {
          throw unusable("name", "There are two tensors of this name.");
        }
      } catch (InvalidInputException e) {
        throw e.within("inputs/" + i);
      }
    }
    Table first = tensors.values().iterator().next();
    if (inputs.size() == 1 && isRows(inputs.getFirst(), first, hasNames)) {
      return first;
    }
    try {
      return NamedColumns.rows(tensors);
    } catch (InvalidInputException e) {
      throw e.within("inputs");
    }
  }

  /** True if the only tensor holds rows, and not the one feature that it names. */
  private static boolean isRows(Input input, Table tensor, boolean hasNames) {
    boolean isNamedColumn =
        hasNames && tensor.columns() == 1 && !Instances.TENSOR.equals(input.name());
    return needed("shape", input.shape()).length == 2 && !isNamedColumn;
  }

  private static Table tensor(Input input) {
    if (input.parameters() != null && input.parameters().binaryDataSize() != null) {
      throw unusable("parameters", "Binary tensors are not read; send the data as JSON.");
    }
    Datatype datatype = Datatype.of(needed("datatype", input.datatype()));
    if (datatype == null) {
      throw unusable("datatype", "Datatypes that are read are " + Datatype.names() + ".");
    }
    Table data = needed("data", input.data());
    Table tensor = shaped(needed("shape", input.shape()), data);
    requireValues(datatype, data);
    return tensor;
  }

  private static Table shaped(long[] shape, Table data) {
    if (shape.length < 1 || shape.length > 2) {
      throw unusable("shape", "A shape is [n, d], or [n] of a tensor that is one feature.");
    }
    long rows = shape[0];
    long columns = shape.length == 1 ? 1 : shape[1];
    if (rows < 1 || columns < 1) {
      throw unusable("shape", "Each length in a shape must be at least 1.");
    }
    long count = (long) data.rows() * data.columns();
    // Neither exceeds count, which is less than 2³¹, so their product does not overflow.
    if (rows > count || columns > count || rows * columns != count) {
      throw unusable(
          "shape", "The shape says another number of values than the %d in data.".formatted(count));
    }
    boolean isNestedSo = data.rows() == rows && data.columnNames() == null;
    if (!data.isOneBareRow() && !isNestedSo) {
      throw unusable("data", "The data must be flat, or arrays in arrays as the shape says.");
    }
    return data.reshaped((int) rows, (int) columns);
  }

  private static void requireValues(Datatype datatype, Table data) {
    for (int i = 0; i < data.rows(); i++) {
      for (int j = 0; j < data.columns(); j++) {
        CellKind kind = data.kind(i, j);
        boolean isValue = kind != CellKind.NUMBER || datatype.has(data.numbers().value(i, j));
        if (!datatype.has(kind) || !isValue) {
          throw new InvalidInputException(
                  Reason.UNUSABLE_CELL,
                  data.locate(i, j),
                  "The value is no %s.".formatted(datatype))
              .within("data");
        }
      }
    }
  }

  private static <T> T needed(String field, @Nullable T value) {
    if (value == null) {
      throw InvalidInputException.missing(field);
    }
    return value;
  }

  private static InvalidInputException unusable(String field, String detail) {
    return new InvalidInputException(Reason.UNUSABLE_CELL, field, detail);
  }
}
