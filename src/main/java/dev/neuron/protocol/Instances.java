package dev.neuron.protocol;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.TableLayout;
import dev.neuron.http.json.JsonCells;
import dev.neuron.http.json.JsonReading;
import dev.neuron.http.json.NamedRows;
import dev.neuron.table.Table;
import dev.neuron.table.TableBuilder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads {@code instances} as TensorFlow Serving takes them, row by row: {@code [[1, 0], [0, 1]]} or
 * {@code [{"x": [1, 0]}]}; or by column name {@code [{"a": 1, "b": "u"}]}, where a value may also
 * be a list of one, {@code [{"a": [1], "b": ["u"]}]}.
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
      Reader reader = new Reader(parser, builder, cells);
      reader.read();
      cells.requireNoFault();
      return reader.table();
    } catch (InvalidInputException e) {
      cells.requireNoFault();
      throw e.within(pointer);
    }
  }

  private static final class Reader {
    private final JsonParser parser;
    private final TableBuilder builder;
    private final JsonCells cells;
    private final NamedRows named;

    /** True if each row is the tensor x of its instance. */
    private boolean isTensor;

    Reader(JsonParser parser, TableBuilder builder, JsonCells cells) {
      this.parser = parser;
      this.builder = builder;
      this.cells = cells;
      named = NamedRows.withLists(builder, cells);
    }

    Table table() {
      Table table = builder.build();
      return isTensor ? table.withLayout(TableLayout.of(Reader::locateInTensor)) : table;
    }

    private static ErrorLocation locateInTensor(int row, @Nullable Integer column) {
      return ErrorLocation.at(row + "/" + TENSOR + (column == null ? "" : "/" + column));
    }

    void read() {
      JsonToken kind = parser.nextToken();
      if (kind == JsonToken.START_OBJECT) {
        builder.byName();
      }
      for (; parser.currentToken() != JsonToken.END_ARRAY; parser.nextToken()) {
        if (kind == JsonToken.START_OBJECT) {
          JsonReading.require(parser, kind, "an instance, which is an object as the first is");
          object();
        } else {
          JsonReading.require(
              parser, JsonToken.START_ARRAY, "an instance, which is an array of cells");
          JsonReading.row(parser, builder, cells);
        }
      }
    }

    private void object() {
      boolean beginsWithTensor =
          parser.nextToken() == JsonToken.PROPERTY_NAME
              && TENSOR.equals(parser.currentName())
              && parser.nextToken() == JsonToken.START_ARRAY;
      if (builder.rows() == 0 && beginsWithTensor) {
        firstTensor();
      } else if (isTensor) {
        requireTensorAlone(beginsWithTensor);
        JsonReading.row(parser, builder, cells);
        requireTensorAlone(parser.nextToken() == JsonToken.END_OBJECT);
      } else {
        named.readMembers(parser);
      }
    }

    /** Reads the first row, which is the tensor x unless that has one cell and others follow. */
    private void firstTensor() {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY) {
        builder.endRow();
      }
      double first = cells.next(parser, token, 0);
      if (parser.nextToken() == JsonToken.END_ARRAY
          && parser.nextToken() == JsonToken.PROPERTY_NAME) {
        named.readMembersAfter(parser, TENSOR, first);
        return;
      }
      isTensor = true;
      builder.add(first);
      if (parser.currentToken() == JsonToken.END_OBJECT) {
        builder.endRow();
        return;
      }
      builder.add(cells.next(parser, parser.currentToken(), 1));
      JsonReading.row(parser, builder, cells, 2);
      requireTensorAlone(parser.nextToken() == JsonToken.END_OBJECT);
    }

    private void requireTensorAlone(boolean isAlone) {
      if (!isAlone) {
        throw JsonReading.wrongType(parser, "an instance with the tensor x alone");
      }
    }
  }
}
