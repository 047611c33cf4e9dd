package dev.neuron.protocol;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.http.json.JsonCells;
import dev.neuron.http.json.JsonReading;
import dev.neuron.http.json.NamedRows;
import dev.neuron.table.Table;
import dev.neuron.table.TableBuilder;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads {@code instances} as TensorFlow Serving takes them, row by row: {@code [[1, 0], [0, 1]]} or
 * {@code [{"x": [1, 0]}]}; or by feature name {@code [{"a": 1, "b": 0}]}.
 */
public final class Instances extends ValueDeserializer<Table> {

  /** The name of the rows where tensors have names. */
  public static final String TENSOR = "x";

  @Override
  public Table deserialize(JsonParser parser, DeserializationContext context) {
    JsonReading.require(parser, JsonToken.START_ARRAY, "an array of instances");
    String pointer = JsonReading.pointer(parser);
    TableBuilder builder = new TableBuilder();
    JsonCells cells = new JsonCells(builder);
    try {
      read(parser, builder, cells);
      cells.requireNoFault();
      return builder.build();
    } catch (InvalidInputException e) {
      cells.requireNoFault();
      throw e.within(pointer);
    }
  }

  private static void read(JsonParser parser, TableBuilder builder, JsonCells cells) {
    NamedRows named = new NamedRows(builder, cells);
    JsonToken kind = parser.nextToken();
    if (kind == JsonToken.START_OBJECT) {
      builder.byName();
    }
    for (; parser.currentToken() != JsonToken.END_ARRAY; parser.nextToken()) {
      if (kind == JsonToken.START_OBJECT) {
        JsonReading.require(parser, kind, "an instance, which is an object as the first is");
        object(parser, builder, named, cells);
      } else {
        JsonReading.require(
            parser, JsonToken.START_ARRAY, "an instance, which is an array of numbers");
        JsonReading.row(parser, builder, cells);
      }
    }
  }

  private static void object(
      JsonParser parser, TableBuilder builder, NamedRows named, JsonCells cells) {
    boolean isTensor =
        parser.nextToken() == JsonToken.PROPERTY_NAME
            && TENSOR.equals(parser.currentName())
            && parser.nextToken() == JsonToken.START_ARRAY;
    if (!isTensor) {
      named.readMembers(parser);
      return;
    }
    JsonReading.row(parser, builder, cells);
    if (parser.nextToken() != JsonToken.END_OBJECT) {
      throw JsonReading.wrongType(parser, "an instance with the tensor x alone");
    }
  }
}
