package dev.neuron.http.json;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.RowSink;
import dev.neuron.http.filter.RequestLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Rows as objects: the first names the columns, the others must name the same ones. */
public final class NamedRows {
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final RowSink builder;
  private final NumberCells cells;

  /**
   * Creates a reader of rows, one by one.
   *
   * @param builder takes their numbers and, with the first, the names
   * @param cells reads the numbers
   */
  public NamedRows(RowSink builder, NumberCells cells) {
    this.builder = builder;
    this.cells = cells;
  }

  /**
   * Reads a row, from the beginning of its object to the end.
   *
   * @throws InvalidInputException if it names other columns than the first row
   */
  void read(JsonParser parser) {
    parser.nextToken();
    readMembers(parser);
  }

  /**
   * Reads a row like {@link #read}, from a parser that is already at the name or value of the first
   * member.
   */
  public void readMembers(JsonParser parser) {
    if (builder.rows() == 0) {
      readFirst(parser);
    } else {
      readNext(parser);
    }
    builder.endRow();
  }

  private void readFirst(JsonParser parser) {
    for (; parser.currentToken() != JsonToken.END_OBJECT; parser.nextToken()) {
      if (columns.size() == RequestLimits.MAX_NAMES) {
        throw JsonReading.tooManyNames("0");
      }
      columns.put(JsonReading.requireShortName(parser.currentName()), columns.size());
      builder.add(value(parser));
    }
    builder.columnNames(List.copyOf(columns.keySet()));
  }

  private void readNext(JsonParser parser) {
    double[] row = new double[columns.size()];
    int count = 0;
    for (; parser.currentToken() != JsonToken.END_OBJECT; parser.nextToken()) {
      Integer column = columns.get(parser.currentName());
      if (column == null) {
        throw mismatch();
      }
      row[column] = value(parser);
      count++;
    }
    if (count != row.length) {
      throw mismatch();
    }
    for (double value : row) {
      builder.add(value);
    }
  }

  private double value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    return cells.next(parser, token == JsonToken.PROPERTY_NAME ? parser.nextToken() : token);
  }

  private InvalidInputException mismatch() {
    return new InvalidInputException(
        Reason.FEATURE_NAME_MISMATCH,
        "" + builder.rows(),
        "The row must name the same features as row 0.");
  }
}
