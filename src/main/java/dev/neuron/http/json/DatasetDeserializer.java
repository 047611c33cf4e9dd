package dev.neuron.http.json;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import dev.neuron.table.ColumnNames;
import dev.neuron.table.MissingPolicy;
import dev.neuron.table.RawDataset;
import dev.neuron.table.Table;
import dev.neuron.table.TableBuilder;
import dev.neuron.table.TableOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads a dataset, its fields in any order: {@code {"x", "y", "featureNames", "sampleWeights"}},
 * rows by column name {@code {"rows": [{"a": 1}]}}, or {@code {"columns", "data"}}; and how its
 * columns become features and targets.
 */
final class DatasetDeserializer extends ValueDeserializer<RawDataset> {

  private static final List<String> KNOWN =
      List.of(
          "x",
          "y",
          "featureNames",
          "sampleWeights",
          "rows",
          "columns",
          "data",
          "target",
          "positive",
          "ignore",
          "weights",
          "missing",
          "categories",
          "maxCategories");

  private static final ConstantDeserializer<MissingPolicy> MISSING =
      new ConstantDeserializer<>(MissingPolicy.class);

  private static final ColumnNamesDeserializer COLUMN_NAMES = new ColumnNamesDeserializer();

  @Override
  public RawDataset deserialize(JsonParser parser, DeserializationContext context) {
    JsonReading.require(parser, JsonToken.START_OBJECT, "an object");
    String pointer = JsonReading.pointer(parser);
    Fields fields = new Fields(context);
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
    private final DeserializationContext context;
    private @Nullable Table x;
    private @Nullable Table y;
    private @Nullable Table rows;
    private @Nullable Table data;
    private @Nullable List<String> columns;
    private @Nullable List<String> featureNames;
    private double @Nullable [] sampleWeights;
    private @Nullable String target;
    private @Nullable String positive;
    private @Nullable ColumnNames ignore;
    private @Nullable String weights;
    private @Nullable MissingPolicy missing;
    private @Nullable ColumnNames categories;
    private @Nullable Integer maxCategories;

    Fields(DeserializationContext context) {
      this.context = context;
    }

    void read(String name, JsonParser parser) {
      switch (name) {
        case "x" -> x = JsonReading.rows(parser);
        case "y" -> y = targets(parser);
        case "rows" -> rows = records(parser);
        case "data" -> data = JsonReading.rows(parser);
        case "columns" -> columns = JsonReading.names(parser);
        case "featureNames" -> featureNames = JsonReading.strings(parser);
        case "sampleWeights" -> sampleWeights = JsonReading.numbers(parser);
        default -> readOption(name, parser);
      }
    }

    private void readOption(String name, JsonParser parser) {
      switch (name) {
        case "target" -> target = JsonReading.scalar(parser);
        case "positive" -> positive = JsonReading.scalar(parser);
        case "ignore" -> ignore = COLUMN_NAMES.deserialize(parser, context);
        case "weights" -> weights = JsonReading.scalar(parser);
        case "missing" -> missing = MISSING.deserialize(parser, context);
        case "categories" -> categories = COLUMN_NAMES.deserialize(parser, context);
        default -> maxCategories = context.readValue(parser, Integer.class);
      }
    }

    RawDataset dataset() {
      TableOptions options =
          new TableOptions(target, positive, ignore, weights, missing, categories, maxCategories);
      if (rows != null) {
        require(x == null && y == null && data == null && columns == null, "rows");
        require(featureNames == null, "rows");
        return new RawDataset(rows, null, sampleWeights, null, options, "rows");
      }
      if (data != null || columns != null) {
        require(x == null && y == null && featureNames == null, "data");
        Table split = named(needed("data", data), needed("columns", columns));
        return new RawDataset(split, null, sampleWeights, null, options, "data");
      }
      if (x == null) {
        throw InvalidInputException.missing("x");
      }
      requireNoTarget(options);
      return new RawDataset(x, needed("y", y), sampleWeights, featureNames, options, "x");
    }

    private static Table named(Table data, List<String> columns) {
      try {
        return data.named(columns);
      } catch (InvalidInputException e) {
        throw e.moved(
            place ->
                ErrorLocation.at(
                    String.valueOf(place.pointer()).replaceFirst("^featureNames", "columns")));
      }
    }

    private static void requireNoTarget(TableOptions options) {
      if (options.target() != null) {
        throw new InvalidInputException(
            Reason.CONFLICTING_FIELDS,
            "target",
            "The targets are in y; target names a column of rows or data.");
      }
    }

    private static void require(boolean isAlone, String field) {
      if (!isAlone) {
        throw new InvalidInputException(
            Reason.CONFLICTING_FIELDS,
            field,
            "A dataset has x with y, or rows, or columns with data; give one of the three.");
      }
    }

    private static <T> T needed(String name, @Nullable T value) {
      if (value == null) {
        throw InvalidInputException.missing(name);
      }
      return value;
    }

    /** Reads rows as objects. */
    private static Table records(JsonParser parser) {
      JsonReading.require(parser, JsonToken.START_ARRAY, "an array of objects, a row each");
      return JsonReading.table(
          parser,
          (rows, cells) -> {
            rows.byName();
            NamedRows named = new NamedRows(rows, cells);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
              JsonReading.require(
                  parser, JsonToken.START_OBJECT, "a row, which is an object of cells");
              named.read(parser);
            }
          });
    }

    /** Reads targets: {@code [0, 1]}, or {@code [[0], [1]]}. */
    private static Table targets(JsonParser parser) {
      JsonReading.require(parser, JsonToken.START_ARRAY, "an array of targets");
      TableBuilder builder = new TableBuilder();
      JsonCells cells = new JsonCells(builder);
      boolean isFirst = true;
      boolean isNested = false;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        isNested = isFirst ? parser.currentToken() == JsonToken.START_ARRAY : isNested;
        isFirst = false;
        if (isNested) {
          JsonReading.require(parser, JsonToken.START_ARRAY, "an array of one target, as before");
          parser.nextToken();
        }
        builder.add(cells.next(parser, parser.currentToken(), 0));
        builder.endRow();
        if (isNested && parser.nextToken() != JsonToken.END_ARRAY) {
          throw JsonReading.wrongType(parser, "an array of one target");
        }
      }
      cells.requireNoFault();
      return isFirst ? Table.empty() : builder.build();
    }
  }
}
