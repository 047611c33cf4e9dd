package dev.neuron.protocol;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.http.json.JsonCells;
import dev.neuron.http.json.JsonReading;
import dev.neuron.http.json.NamedRows;
import dev.neuron.table.NamedColumns;
import dev.neuron.table.Table;
import dev.neuron.table.TableBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads {@code inputs} as TensorFlow Serving takes them, the tensor at once: {@code [[1, 0], [0,
 * 1]]} or {@code {"x": [[1, 0], [0, 1]]}}; or a tensor a column by its name {@code {"a": [1, 0],
 * "b": ["u", "v"]}}.
 */
public class Inputs extends ValueDeserializer<Table> {

  /**
   * The maximum number of tensors in a request; even one of a single number takes half a kilobyte.
   */
  public static final int MAX_TENSORS = 10_000;

  private final boolean takesRecords;

  /** Creates a reader of what TensorFlow Serving takes. */
  public Inputs() {
    this(false);
  }

  private Inputs(boolean takesRecords) {
    this.takesRecords = takesRecords;
  }

  /**
   * Reads {@code inputs} as MLflow takes them: also records {@code [{"a": 1, "b": "u"}]}, or one
   * {@code {"a": 1, "b": "u"}}.
   */
  public static final class OrRecords extends Inputs {

    /** Creates a reader of what MLflow takes. */
    public OrRecords() {
      super(true);
    }
  }

  @Override
  public final Table deserialize(JsonParser parser, DeserializationContext context) {
    String pointer = JsonReading.pointer(parser);
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return takesRecords ? records(parser, context, pointer) : JsonReading.rows(parser);
    }
    if (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      parser.nextToken();
    }
    if (takesRecords && parser.currentToken().isScalarValue()) {
      return record(parser, pointer);
    }
    Map<String, Table> tensors = tensors(parser, context, pointer);
    Table rows = tensors.get(Instances.TENSOR);
    if (rows != null && !rows.isOneBareRow() && tensors.size() == 1) {
      return rows.within(Instances.TENSOR);
    }
    try {
      return NamedColumns.rows(tensors);
    } catch (InvalidInputException e) {
      throw e.within(pointer);
    }
  }

  private static Table records(JsonParser parser, DeserializationContext context, String pointer) {
    Table rows = context.readValue(parser, Table.class);
    if (rows.isOneBareRow()) {
      throw new InvalidInputException(
          Reason.RAGGED_ROWS, pointer, "The inputs are rows, each an array or an object.");
    }
    return rows;
  }

  /** Reads one record, from the value of its first member on. */
  private static Table record(JsonParser parser, String pointer) {
    TableBuilder builder = new TableBuilder();
    builder.oneBareRow();
    builder.byName();
    JsonCells cells = new JsonCells(builder);
    try {
      new NamedRows(builder, cells).readMembers(parser);
      cells.requireNoFault();
      return builder.build();
    } catch (InvalidInputException e) {
      cells.requireNoFault();
      throw e.within(pointer);
    }
  }

  /** Reads tensors by name, from the value of the first on. */
  private static Map<String, Table> tensors(
      JsonParser parser, DeserializationContext context, String pointer) {
    Map<String, Table> tensors = new LinkedHashMap<>();
    for (; parser.currentToken() != JsonToken.END_OBJECT; parser.nextToken()) {
      String name = parser.currentName();
      if (parser.currentToken() == JsonToken.PROPERTY_NAME) {
        parser.nextToken();
      }
      if (tensors.size() == MAX_TENSORS) {
        throw new InvalidInputException(
            Reason.TOO_MANY_FEATURES,
            pointer,
            "There may be at most %d tensors; give the rows at once.".formatted(MAX_TENSORS));
      }
      tensors.put(name, context.readValue(parser, Table.class));
    }
    return tensors;
  }
}
