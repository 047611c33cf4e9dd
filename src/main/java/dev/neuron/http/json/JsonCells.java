package dev.neuron.http.json;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.Faults;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import dev.neuron.table.CellSink;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The cells of a table in JSON: numbers and, where a table takes them, texts, truth values and
 * null. Goes on after a cell that cannot be used, so that all of them are counted and the first
 * ones named; the table must be dropped if there was one.
 */
public final class JsonCells {

  private final @Nullable CellSink table;
  private final UnaryOperator<Fault> placed;
  private Faults.@Nullable Collector faults;
  private @Nullable ProblemType first;

  /** Creates the cells of an array of numbers. */
  JsonCells() {
    this(null, fault -> fault);
  }

  /**
   * Creates the cells of one JSON document.
   *
   * @param table takes texts, truth values and missing cells
   */
  public JsonCells(CellSink table) {
    this(table, fault -> fault);
  }

  /**
   * Creates the cells of several documents.
   *
   * @param table takes texts, truth values and missing cells; null to take numbers alone
   * @param placed completes the location of a fault, which is that in its document
   */
  JsonCells(@Nullable CellSink table, UnaryOperator<Fault> placed) {
    this.table = table;
    this.placed = placed;
  }

  /**
   * Returns a cell, or 0 if it is a fault, which is noted.
   *
   * @param token that of the parser
   * @param column index of its column
   * @throws UnreadableException if the cell is an array or an object, so that more than it is wrong
   */
  public double next(JsonParser parser, JsonToken token, int column) {
    if (JsonReading.isNumber(token)) {
      double value = JsonReading.value(parser, token);
      if (Double.isFinite(value)) {
        return value;
      }
      note(parser, ProblemType.NUMBER_OVERFLOW, () -> JsonReading.TOO_LARGE);
    } else if (!token.isScalarValue()) {
      requireNoFault();
      throw JsonReading.wrongType(
          parser, table == null ? "a number" : "a number, a text, true, false or null");
    } else if (table != null) {
      return other(table, parser, token, column);
    } else {
      note(parser, ProblemType.WRONG_TYPE, () -> JsonReading.expected("a number", parser));
    }
    return 0;
  }

  private static double other(CellSink table, JsonParser parser, JsonToken token, int column) {
    return switch (token) {
      case VALUE_STRING -> table.textCell(column, parser.getString());
      case VALUE_TRUE, VALUE_FALSE -> table.booleanCell(column, token == JsonToken.VALUE_TRUE);
      default -> table.missingCell();
    };
  }

  private void note(JsonParser parser, ProblemType type, Supplier<String> detail) {
    if (faults == null) {
      faults = new Faults.Collector();
      first = type;
    }
    faults.add(
        () -> placed.apply(new Fault(ErrorLocation.at(JsonReading.pointer(parser)), detail.get())));
  }

  /**
   * Refuses the table if there was a fault.
   *
   * @throws UnreadableException with the first of them and the number of all; of the kind of the
   *     first
   */
  public void requireNoFault() {
    if (faults != null && first != null) {
      throw new UnreadableException(first, faults.faults());
    }
  }
}
