package dev.neuron.http;

import dev.neuron.core.InvalidInputException;
import dev.neuron.core.InvalidInputException.Reason;
import dev.neuron.core.Matrix;
import java.util.ArrayList;
import java.util.List;
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
        namedRow(parser, builder, new ArrayList<>());
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
    List<String> names = new ArrayList<>();
    do {
      JsonReading.require(parser, JsonToken.START_OBJECT, "a row, which is an object of numbers");
      namedRow(parser, builder, names);
    } while (parser.nextToken() != JsonToken.END_ARRAY);
  }

  /** Reads one row; the first names the columns, the others must name the same ones. */
  private static void namedRow(JsonParser parser, Matrix.Builder builder, List<String> names) {
    boolean first = builder.rows() == 0;
    double[] row = new double[names.size()];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      double value = JsonReading.number(parser);
      if (first) {
        names.add(name);
        builder.add(value);
      } else {
        int column = column(names, name, count);
        if (column < 0) {
          throw mismatch(builder);
        }
        row[column] = value;
      }
      count++;
    }
    if (count != names.size()) {
      throw mismatch(builder);
    }
    for (double value : row) {
      builder.add(value);
    }
    builder.columnNames(names);
    builder.endRow();
  }

  /** Rows mostly name their features in the same order, so that place is tried first. */
  private static int column(List<String> names, String name, int expected) {
    boolean asExpected = expected < names.size() && names.get(expected).equals(name);
    return asExpected ? expected : names.indexOf(name);
  }

  private static InvalidInputException mismatch(Matrix.Builder builder) {
    return new InvalidInputException(
        Reason.FEATURE_NAME_MISMATCH,
        "" + builder.rows(),
        "The row must name the same features as row 0.");
  }
}
