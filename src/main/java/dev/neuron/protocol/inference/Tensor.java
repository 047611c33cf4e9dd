package dev.neuron.protocol.inference;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.TableLayout;
import dev.neuron.protocol.inference.InferenceRequest.Input;
import dev.neuron.table.CellKind;
import dev.neuron.table.Table;
import dev.neuron.table.TableBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a request whose shape and elements have been checked.
 *
 * @param index its index among the inputs
 * @param rank 1 or 2
 * @param rows its first length
 * @param columns its second length; 1 if it has one alone
 * @param data its elements as they were sent, flat or nested
 */
record Tensor(
    int index, String name, Datatype datatype, int rank, int rows, int columns, Table data) {

  /**
   * Checks a tensor.
   *
   * @throws InvalidInputException with pointers relative to the input
   */
  static Tensor of(int index, Input input) {
    String name = needed("name", input.name());
    if (input.parameters() != null && input.parameters().binaryDataSize() != null) {
      throw unusable("parameters", "Binary tensors are not read; send the data as JSON.");
    }
    Datatype datatype = Datatype.of(needed("datatype", input.datatype()));
    if (datatype == null) {
      throw unusable("datatype", "Datatypes that are read are " + Datatype.names() + ".");
    }
    Table data = needed("data", input.data());
    long[] shape = needed("shape", input.shape());
    requireShape(shape, data);
    requireElements(datatype, data);
    int columns = shape.length == 1 ? 1 : (int) shape[1];
    return new Tensor(index, name, datatype, shape.length, (int) shape[0], columns, data);
  }

  private static void requireShape(long[] shape, Table data) {
    if (shape.length < 1 || shape.length > 2) {
      throw unusable(
          "shape", "A shape is [n, d], or [n] of a tensor that is one column, or [d] of one row.");
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
    boolean isFlatOrNestedSo = data.isOneBareRow() || data.rows() == rows;
    if (!isFlatOrNestedSo || data.columnNames() != null) {
      throw unusable("data", "The data must be flat, or arrays in arrays as the shape says.");
    }
  }

  private static void requireElements(Datatype datatype, Table data) {
    for (int i = 0; i < data.rows(); i++) {
      for (int j = 0; j < data.columns(); j++) {
        CellKind kind = data.kind(i, j);
        boolean isInRange = kind != CellKind.NUMBER || datatype.has(data.numbers().value(i, j));
        if (!datatype.has(kind) || !isInRange) {
          throw new InvalidInputException(
                  Reason.UNUSABLE_CELL, data.locate(i, j), datatype.describeOther(kind))
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

  /** The elements as rows, with locations among the inputs. */
  Table toRows() {
    return toRows(rows, columns);
  }

  /** The elements as one row, with locations among the inputs. */
  Table toOneRow() {
    return toRows(1, rows * columns);
  }

  private Table toRows(int count, int length) {
    Table cells = datatype == Datatype.BOOL ? withTruthValues() : data;
    return cells
        .reshaped(count, length)
        .withLayout(
            TableLayout.of(
                (row, column) -> column == null ? locateRow(row) : locate(row * length + column)));
  }

  /** The elements with true and false in place of 1 and 0. */
  private Table withTruthValues() {
    TableBuilder builder = new TableBuilder();
    for (int i = 0; i < data.rows(); i++) {
      for (int j = 0; j < data.columns(); j++) {
        builder.add(
            data.kind(i, j) == CellKind.NUMBER
                ? builder.booleanCell(j, data.numbers().value(i, j) == 1)
                : data.cellIn(builder, j, i * data.columns() + j));
      }
      builder.endRow();
    }
    return builder.build();
  }

  /**
   * The location of an element among the inputs.
   *
   * @param element its index, row by row
   */
  ErrorLocation locate(int element) {
    return within(data.locate(element / data.columns(), element % data.columns()));
  }

  private ErrorLocation locateRow(int row) {
    return within(data.isOneBareRow() ? ErrorLocation.NOWHERE : data.locate(row, null));
  }

  private ErrorLocation within(ErrorLocation place) {
    String inData = place.pointer() == null ? "" : "/" + place.pointer();
    return ErrorLocation.at(index + "/data" + inData);
  }
}
