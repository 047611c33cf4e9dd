package dev.neuron.protocol;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.http.json.JsonReading;
import dev.neuron.table.NamedColumns;
import dev.neuron.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads {@code inputs} as TensorFlow Serving takes them, the tensor at once: {@code [[1, 0], [0,
 * 1]]} or {@code {"x": [[1, 0], [0, 1]]}}; or a tensor a feature by its name {@code {"a": [1, 0],
 * "b": [0, 1]}}.
 */
public final class Inputs extends ValueDeserializer<Table> {

  /**
   * The maximum number of tensors in a request; even one of a single number takes half a kilobyte.
   */
  public static final int MAX_TENSORS = 10_000;

  @Override
  public Table deserialize(JsonParser parser, DeserializationContext context) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return JsonReading.rows(parser);
    }
    String pointer = JsonReading.pointer(parser);
    Map<String, Table> tensors = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (tensors.size() == MAX_TENSORS) {
        throw new InvalidInputException(
            Reason.TOO_MANY_FEATURES,
            pointer,
            "There may be at most %d tensors; give the rows at once.".formatted(MAX_TENSORS));
      }
      tensors.put(name, context.readValue(parser, Table.class));
    }
    Table rows = tensors.get(Instances.TENSOR);
    if (rows != null && !rows.isOneBareRow() && tensors.size() == 1) {
      return rows;
    }
    try {
      return NamedColumns.rows(tensors);
    } catch (InvalidInputException e) {
      throw e.within(pointer);
    }
  }
}
