package dev.neuron.http.json;

import dev.neuron.table.ColumnNames;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads columns by name or index: {@code ["id", "name"]}, {@code "id,name"} or {@code 0}. A name
 * with a comma in it needs the array.
 */
final class ColumnNamesDeserializer extends ValueDeserializer<ColumnNames> {

  @Override
  public ColumnNames deserialize(JsonParser parser, DeserializationContext context) {
    return new ColumnNames(
        switch (parser.currentToken()) {
          case START_ARRAY -> JsonReading.names(parser);
          case VALUE_STRING ->
              Arrays.stream(parser.getString().split(","))
                  .map(String::strip)
                  .filter(name -> !name.isEmpty())
                  .toList();
          case JsonToken token when token == JsonToken.VALUE_NUMBER_INT ->
              List.of(parser.getString());
          default -> throw JsonReading.wrongType(parser, "an array of column names");
        });
  }
}
