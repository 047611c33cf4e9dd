package dev.neuron.http.json;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.Matrix;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads {@code {"x", "y", "featureNames", "sampleWeights"}}, its fields in any order. */
final class DatasetDeserializer extends ValueDeserializer<Dataset> {

  private static final List<String> KNOWN = List.of("x", "y", "featureNames", "sampleWeights");

  @Override
  public Dataset deserialize(JsonParser parser, DeserializationContext context) {
    JsonReading.require(parser, JsonToken.START_OBJECT, "an object");
    String pointer = JsonReading.pointer(parser);
    Fields fields = new Fields();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      boolean absent = parser.nextToken() == JsonToken.VALUE_NULL;
      if (!KNOWN.contains(name)) {
        throw new UnreadableException(
            ProblemType.UNKNOWN_FIELD,
            ErrorLocation.at(JsonReading.pointer(parser)),
            "Known here are " + String.join(", ", KNOWN) + ".");
      }
      if (!absent) {
        fields.read(name, parser);
      }
    }
    try {
      return fields.dataset();
    } catch (InvalidInputException e) {
      throw e.within(pointer);
    }
  }

  private static final class Fields {
    private @Nullable Matrix x;
    private double @Nullable [] y;
    private @Nullable List<String> featureNames;
    private double @Nullable [] sampleWeights;

    void read(String name, JsonParser parser) {
      switch (name) {
        case "x" -> x = JsonReading.rows(parser);
        case "y" -> y = JsonReading.numbers(parser);
        case "featureNames" -> featureNames = JsonReading.strings(parser);
        default -> sampleWeights = JsonReading.numbers(parser);
      }
    }

    Dataset dataset() {
      if (x == null) {
        throw InvalidInputException.missing("x");
      }
      if (y == null) {
        throw InvalidInputException.missing("y");
      }
      return Dataset.of(x, y, sampleWeights, featureNames);
    }
  }
}
