package dev.neuron.protocol.inference;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.http.json.JsonReading;
import dev.neuron.protocol.Inputs;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads an array of bounded length, whose objects take more memory than their text. */
abstract class CappedList<T> extends ValueDeserializer<List<T>> {

  private final Class<T> type;
  private final int max;

  private CappedList(Class<T> type, int max) {
    this.type = type;
    this.max = max;
  }

  /** Reads inputs: one, or one a feature. */
  static final class OfInputs extends CappedList<InferenceRequest.Input> {
    OfInputs() {
      super(InferenceRequest.Input.class, Inputs.MAX_TENSORS);
    }
  }

  /** Reads outputs, of which there are two. */
  static final class OfOutputs extends CappedList<InferenceRequest.Output> {
    OfOutputs() {
      super(InferenceRequest.Output.class, 16);
    }
  }

  @Override
  public List<T> deserialize(JsonParser parser, DeserializationContext context) {
    JsonReading.require(parser, JsonToken.START_ARRAY, "an array");
    String pointer = JsonReading.pointer(parser);
    List<T> read = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonReading.require(parser, JsonToken.START_OBJECT, "an object");
      if (read.size() == max) {
        throw new InvalidInputException(
            Reason.TOO_MANY_FEATURES, pointer, "There may be at most %d of these.".formatted(max));
      }
      try {
        read.add(context.readValue(parser, type));
      } catch (JacksonException e) {
        throw e.prependPath(read, read.size());
      }
    }
    return read;
  }
}
