package dev.neuron.protocol;

import dev.neuron.table.CategoryColumn;
import dev.neuron.table.Column;
import dev.neuron.table.NumberColumn;
import dev.neuron.table.TableEncoding;
import java.util.List;

/**
 * A tensor that a model takes: one of rows or, if a column of the model is no number, one a column.
 *
 * @param shape the shape, with −1 for the number of rows
 */
public record InputTensor(String name, Kind kind, List<Integer> shape) {

  /** The kinds of element in a tensor. */
  public enum Kind {
    NUMBER,
    TEXT,
    TRUTH_VALUE
  }

  /** The tensors that a model with this encoding takes. */
  public static List<InputTensor> of(TableEncoding encoding) {
    List<Column> columns = encoding.columns();
    boolean isOfNumbers = columns.stream().allMatch(NumberColumn.class::isInstance);
    if (isOfNumbers || !encoding.isNamed()) {
      Kind kind = isOfNumbers ? Kind.NUMBER : Kind.TEXT;
      return List.of(new InputTensor(Instances.TENSOR, kind, List.of(-1, columns.size())));
    }
    return columns.stream()
        .map(column -> new InputTensor(column.name(), kind(column), List.of(-1)))
        .toList();
  }

  private static Kind kind(Column column) {
    return switch (column) {
      case NumberColumn _ -> Kind.NUMBER;
      case CategoryColumn category -> hasTruthValues(category) ? Kind.TRUTH_VALUE : Kind.TEXT;
    };
  }

  private static boolean hasTruthValues(CategoryColumn column) {
    return !column.hasMissingLevel()
        && column.levels().stream()
            .allMatch(level -> level.value().equals("true") || level.value().equals("false"));
  }
}
