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
    Matrix.Builder builder = new Matrix.Builder();
    try {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        builder.oneBareRow();
        new NamedRows(builder).read(parser);
      } else {
        JsonReading.require(parser, JsonToken.START_ARRAY, "an array of rows, or one row");
        read(parser, builder);
      }
      return builder.build();
    } catch (InvalidInputException e) {
      throw e.within(pointer);
    }
  }

  private static void read(JsonParser parser, Matrix.Builder builder) {
    switch (parser.nextToken()) {
      case END_ARRAY -> {}
      case START_ARRAY -> arrays(parser, builder);
      case START_OBJECT -> objects(parser, builder);
      default -> {
        builder.oneBareRow();
        builder.add(JsonReading.number(parser));
        JsonReading.row(parser, builder);
      }
    }
  }

  private static void arrays(JsonParser parser, Matrix.Builder builder) {
    do {
      JsonReading.require(parser, JsonToken.START_ARRAY, "a row, which is an array of numbers");
      JsonReading.row(parser, builder);
    } while (parser.nextToken() != JsonToken.END_ARRAY);
  }

  private static void objects(JsonParser parser, Matrix.Builder builder) {
    NamedRows rows = new NamedRows(builder);
    do {
      JsonReading.require(parser, JsonToken.START_OBJECT, "a row, which is an object of numbers");
      rows.read(parser);
    } while (parser.nextToken() != JsonToken.END_ARRAY);
  }
}
