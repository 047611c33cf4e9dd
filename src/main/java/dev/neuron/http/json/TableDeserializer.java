package dev.neuron.http.json;

import dev.neuron.table.Table;
import dev.neuron.table.TableBuilder;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads rows to predict for: {@code [[1, 0], [0, 1]]}, one row {@code [1, 0]}, rows by feature name
 * {@code [{"a": 1, "b": 0}]}, or one such row {@code {"a": 1, "b": 0}}.
 */
final class TableDeserializer extends ValueDeserializer<Table> {

  @Override
  public Table deserialize(JsonParser parser, DeserializationContext context) {
    return JsonReading.table(parser, (rows, cells) -> new Reader(parser, cells, rows).read());
  }

  private record Reader(JsonParser parser, JsonCells cells, TableBuilder builder) {

    void read() {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        builder.oneBareRow();
        builder.byName();
        new NamedRows(builder, cells).read(parser);
      } else {
        JsonReading.require(parser, JsonToken.START_ARRAY, "an array of rows, or one row");
        readArray();
      }
    }

    private void readArray() {
      switch (parser.nextToken()) {
        case END_ARRAY -> {}
        case START_ARRAY -> arrays();
        case START_OBJECT -> objects();
        default -> {
          builder.oneBareRow();
          builder.add(cells.next(parser, parser.currentToken(), 0));
          JsonReading.row(parser, builder, cells, 1);
        }
      }
    }

    private void arrays() {
      do {
        JsonReading.require(parser, JsonToken.START_ARRAY, "a row, which is an array of cells");
        JsonReading.row(parser, builder, cells);
      } while (parser.nextToken() != JsonToken.END_ARRAY);
    }

    private void objects() {
      builder.byName();
      NamedRows rows = new NamedRows(builder, cells);
      do {
        JsonReading.require(parser, JsonToken.START_OBJECT, "a row, which is an object of cells");
        rows.read(parser);
      } while (parser.nextToken() != JsonToken.END_ARRAY);
    }
  }
}
