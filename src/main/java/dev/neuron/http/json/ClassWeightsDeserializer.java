package dev.neuron.http.json;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.table.ClassWeights;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads {@code "balanced"} or a weight for each class: {@code {"no": 1, "yes": 4}}. */
final class ClassWeightsDeserializer extends ValueDeserializer<ClassWeights> {

  private static final int CLASSES = 2;

  @Override
  public ClassWeights deserialize(JsonParser parser, DeserializationContext context) {
    if (parser.currentToken() == JsonToken.VALUE_STRING
        && ClassWeights.BALANCED_NAME.equals(parser.getString())) {
      return ClassWeights.BALANCED;
    }
    JsonReading.require(
        parser, JsonToken.START_OBJECT, "\"balanced\" or an object with a weight for each class");
    String pointer = JsonReading.pointer(parser);
    Map<String, Double> weights = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String label = parser.currentName();
      parser.nextToken();
      double weight = JsonReading.number(parser);
      if (!Dataset.isWeight(weight) || weights.size() == CLASSES) {
        throw new InvalidInputException(
            Reason.INVALID_HYPERPARAMETER,
            pointer,
            "classWeights has a weight for each of the two classes, 0 or from 1e-100 to 1e100.");
      }
      weights.put(label, weight);
    }
    return new ClassWeights(weights);
  }
}
