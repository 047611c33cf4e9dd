package dev.neuron.protocol.mlflow;

import dev.neuron.http.filter.RequestLimits;
import dev.neuron.http.json.JsonReading;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads column names; pandas gives numbers to columns without names. */
final class ColumnNames extends ValueDeserializer<List<String>> {

  @Override
  public List<String> deserialize(JsonParser parser, DeserializationContext context) {
    JsonReading.require(parser, JsonToken.START_ARRAY, "an array of names");
    List<String> names = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        JsonReading.require(parser, JsonToken.VALUE_STRING, "a name");
      }
      if (names.size() == RequestLimits.MAX_NAMES) {
        throw JsonReading.tooManyNames(JsonReading.pointer(parser));
      }
      names.add(parser.getString());
    }
    return names;
  }
}
