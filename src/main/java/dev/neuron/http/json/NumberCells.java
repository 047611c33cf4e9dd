package dev.neuron.http.json;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.Faults;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The numbers of a table in JSON. Goes on after a cell that is not one, so that all of them are
 * counted and the first ones named; the table must be dropped if there was one.
 */
public final class NumberCells {

  private final UnaryOperator<Fault> placed;
  private final Faults.Collector faults = new Faults.Collector();
  private @Nullable ProblemType first;

  /** Creates the cells of one JSON document. */
  public NumberCells() {
    this(fault -> fault);
  }

  /**
   * Creates the cells of several documents.
   *
   * @param placed completes the location of a fault, which is that in its document
   */
  NumberCells(UnaryOperator<Fault> placed) {
    this.placed = placed;
  }

  /**
   * Returns the number of a cell, or 0 if it is a fault, which is noted.
   *
   * @param token that of the parser
   * @throws UnreadableException if the cell is an array or an object, so that more than it is wrong
   */
  double next(JsonParser parser, JsonToken token) {
    if (JsonReading.isNumber(token)) {
      double value = JsonReading.value(parser, token);
      if (Double.isFinite(value)) {
        return value;
      }
      note(parser, ProblemType.NUMBER_OVERFLOW, () -> JsonReading.TOO_LARGE);
    } else if (token.isScalarValue()) {
      note(parser, ProblemType.WRONG_TYPE, () -> JsonReading.expected("a number", parser));
    } else {
      requireNoFault();
      throw JsonReading.wrongType(parser, "a number");
    }
    return 0;
  }

  private void note(JsonParser parser, ProblemType type, Supplier<String> detail) {
    if (first == null) {
      first = type;
    }
    faults.add(
        () -> placed.apply(new Fault(ErrorLocation.at(JsonReading.pointer(parser)), detail.get())));
  }

  /**
   * Refuses the table if a cell was not a number.
   *
   * @throws UnreadableException with the first of them and the number of all; of the kind of the
   *     first
   */
  public void requireNoFault() {
    if (first != null) {
      throw new UnreadableException(first, faults.faults());
    }
  }
}
