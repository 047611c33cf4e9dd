package dev.neuron.http.json;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.Matrix;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads rows to predict for: {@code [[1, 0], [0, 1]]}, one row {@code [1, 0]}, rows by feature name
 * {@code [{"a": 1, "b": 0}]}, or one such row {@code {"a": 1, "b": 0}}.
 */
final class MatrixDeserializer extends ValueDeserializer<Matrix> {

  @Override
  public Matrix deserialize(JsonParser parser, DeserializationContext context) {
    String pointer = JsonReading.pointer(parser);
    NumberCells cells = new NumberCells();
    try {
      Matrix rows = new Reader(parser, cells).read();
      cells.requireNoFault();
      return rows;
    } catch (InvalidInputException e) {
      cells.requireNoFault();
      throw e.within(pointer);
    }
  }

  private record Reader(JsonParser parser, NumberCells cells, Matrix.Builder builder) {

    Reader(JsonParser parser, NumberCells cells) {
      this(parser, cells, new Matrix.Builder());
    }

    Matrix read() {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        builder.oneBareRow();
        new NamedRows(builder, cells).read(parser);
      } else {
        JsonReading.require(parser, JsonToken.START_ARRAY, "an array of rows, or one row");
        readArray();
      }
      return builder.build();
    }

    private void readArray() {
      switch (parser.nextToken()) {
        case END_ARRAY -> {}
        case START_ARRAY -> arrays();
        case START_OBJECT -> objects();
        default -> {
          builder.oneBareRow();
          builder.add(cells.next(parser, parser.currentToken()));
          JsonReading.row(parser, builder, cells);
        }
      }
    }

    private void arrays() {
      do {
        JsonReading.require(parser, JsonToken.START_ARRAY, "a row, which is an array of numbers");
        JsonReading.row(parser, builder, cells);
      } while (parser.nextToken() != JsonToken.END_ARRAY);
    }

    private void objects() {
      NamedRows rows = new NamedRows(builder, cells);
      do {
        JsonReading.require(parser, JsonToken.START_OBJECT, "a row, which is an object of numbers");
        rows.read(parser);
      } while (parser.nextToken() != JsonToken.END_ARRAY);
    }
  }
}
