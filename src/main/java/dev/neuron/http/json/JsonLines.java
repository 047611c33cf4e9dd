package dev.neuron.http.json;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.problem.JsonProblems;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import dev.neuron.table.CellSink;
import dev.neuron.table.Table;
import dev.neuron.table.TableBuilder;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

/** Reads lines of JSON, a row on each: {@code [1, 0]}, or by feature name {@code {"a": 1}}. */
public final class JsonLines {

  private final JsonParser parser;
  private final CellSink rows;
  private final JsonCells cells;
  private final NamedRows namedRows;
  private JsonToken kind = JsonToken.NOT_AVAILABLE;
  private int line;

  private JsonLines(JsonParser parser, CellSink rows) {
    this.parser = parser;
    this.rows = rows;
    cells = new JsonCells(rows, fault -> inLine(fault, line));
    namedRows = new NamedRows(rows, cells);
  }

  /**
   * Reads a body to its end; blank lines are skipped.
   *
   * @throws UnreadableException if a line is not one JSON value, or holds anything except numbers
   * @throws InvalidInputException if rows differ in length or names, or there are none
   */
  public static Table rows(JsonMapper mapper, InputStream body) throws IOException {
    TableBuilder rows = new TableBuilder();
    read(mapper, body, rows);
    return rows.build();
  }

  /** Reads the lines into a sink, row by row. */
  public static void read(JsonMapper mapper, InputStream body, CellSink rows) throws IOException {
    try (JsonParser parser = mapper.createParser(body)) {
      new JsonLines(parser, rows).read();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }

  private void read() {
    try {
      while (parser.nextToken() != null) {
        beginLine();
        readRow();
        endLine();
      }
    } catch (JacksonIOException e) {
      throw e;
    } catch (JacksonException e) {
      cells.requireNoFault();
      int faulty = line(e);
      throw JsonProblems.of(e).map(fault -> inLine(fault, faulty));
    } catch (UnreadableException e) {
      cells.requireNoFault();
      throw e.map(fault -> inLine(fault, line));
    } catch (InvalidInputException e) {
      cells.requireNoFault();
      throw e.moved(place -> namesLocation(place) ? place : ErrorLocation.ofLine(line, null));
    }
    cells.requireNoFault();
    if (rows.rows() == 0) {
      throw new InvalidInputException(
          Reason.NO_ROWS, ErrorLocation.NOWHERE, "At least one line with a row is needed.");
    }
  }

  /**
   * Returns the line of a fault. The exception for a number that is too long has no location; then
   * it is the parser's.
   */
  private int line(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return (location == null ? parser.currentLocation() : location).getLineNr();
  }

  private void beginLine() {
    int begun = parser.currentTokenLocation().getLineNr();
    if (begun == line) {
      throw new UnreadableException(
          ProblemType.MALFORMED_JSON, ErrorLocation.NOWHERE, "There are two rows on the line.");
    }
    if (rows.rows() == 0) {
      kind = parser.currentToken();
    }
    rows.line(begun);
    line = begun;
  }

  private void readRow() {
    if (kind == JsonToken.START_OBJECT) {
      JsonReading.require(parser, kind, "an object, as on the first line");
      namedRows.read(parser);
    } else {
      JsonReading.require(parser, JsonToken.START_ARRAY, "an array");
      JsonReading.row(parser, rows, cells);
    }
  }

  private void endLine() {
    if (parser.currentTokenLocation().getLineNr() != line) {
      throw new UnreadableException(
          ProblemType.MALFORMED_JSON, ErrorLocation.NOWHERE, "The row does not end on its line.");
    }
  }

  /** True if a fault already names its location. */
  private static boolean namesLocation(ErrorLocation place) {
    return place.line() != null || place.row() != null || place.parameter() != null;
  }

  private static Fault inLine(Fault fault, int line) {
    String pointer = fault.place().pointer();
    ErrorLocation place =
        pointer == null ? ErrorLocation.ofLine(line, null) : ErrorLocation.at(line, pointer);
    boolean namesLine = fault.detail().startsWith("Line ");
    return new Fault(place, namesLine ? fault.detail() : place.describe(fault.detail()));
  }
}
