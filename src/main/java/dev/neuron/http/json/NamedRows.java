package dev.neuron.http.json;

import dev.neuron.core.InvalidInputException;
import dev.neuron.core.InvalidInputException.Reason;
import dev.neuron.core.Matrix;
import dev.neuron.http.RequestLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Rows as objects: the first names the columns, the others must name the same ones. */
final class NamedRows {
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final Matrix.Builder builder;

  NamedRows(Matrix.Builder builder) {
    this.builder = builder;
  }

  void read(JsonParser parser) {
    if (builder.rows() == 0) {
      readFirst(parser);
    } else {
      readNext(parser);
    }
    builder.endRow();
  }

  private void readFirst(JsonParser parser) {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      if (columns.size() == RequestLimits.MAX_NAMES) {
        throw JsonReading.tooManyNames("0");
      }
      columns.put(parser.currentName(), columns.size());
      parser.nextToken();
      builder.add(JsonReading.number(parser));
    }
    builder.columnNames(List.copyOf(columns.keySet()));
  }

  private void readNext(JsonParser parser) {
    double[] row = new double[columns.size()];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Integer column = columns.get(parser.currentName());
      if (column == null) {
        throw mismatch();
      }
      parser.nextToken();
      row[column] = JsonReading.number(parser);
      count++;
    }
    if (count != row.length) {
      throw mismatch();
    }
    for (double value : row) {
      builder.add(value);
    }
  }

  private InvalidInputException mismatch() {
    return new InvalidInputException(
        Reason.FEATURE_NAME_MISMATCH,
        "" + builder.rows(),
        "The row must name the same features as row 0.");
  }
}
