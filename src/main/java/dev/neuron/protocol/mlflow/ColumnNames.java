package dev.neuron.protocol.mlflow;

import dev.neuron.http.json.JsonReading;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads column names; pandas gives numbers to columns without names. */
final class ColumnNames extends ValueDeserializer<List<String>> {

  @Override
  public List<String> deserialize(JsonParser parser, DeserializationContext context) {
    return JsonReading.names(parser);
  }
}
