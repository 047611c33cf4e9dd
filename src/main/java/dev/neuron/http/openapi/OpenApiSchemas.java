package dev.neuron.http.openapi;

import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The schemas of problems and of the types that have our own deserializers. */
final class OpenApiSchemas {

  /** The name of the schema of {@link #cell}. */
  static final String CELL = "Cell";

  private OpenApiSchemas() {}

  /** A dataset as JSON. */
  static Schema<?> dataset() {
    ObjectSchema schema = new ObjectSchema();
    schema.setDescription(
        "A table to train on: x with y; or rows by column name with a target; or columns with data and"
            + " a target. The other fields say how columns become features");
    addTables(schema);
    addOptions(schema);
    schema.setAdditionalProperties(false);
    return schema;
  }

  private static void addTables(ObjectSchema schema) {
    schema.addProperty("x", arrayOf(row(), "n rows, all of the same number of cells"));
    schema.addProperty(
        "y",
        arrayOf(
            reference(CELL),
            "One target a row: a number in [0, 1], or one of two values such as no and yes"));
    ArraySchema names =
        arrayOf(new StringSchema().minLength(1).maxLength(200), "One name a column of x");
    names.setUniqueItems(true);
    schema.addProperty("featureNames", names);
    schema.addProperty(
        "sampleWeights",
        arrayOf(
            number(0, null),
            "One weight a row, each 0 or from 1e-100 to 1e100, not all 0; by default all 1"));
    schema.addProperty(
        "rows", arrayOf(namedRow(), "n rows by column name; a name that is left out is missing"));
    schema.addProperty("columns", arrayOf(new StringSchema(), "The names of the columns of data"));
    schema.addProperty("data", arrayOf(row(), "n rows of a cell for each of columns"));
  }

  private static void addOptions(ObjectSchema schema) {
    TableOptionsSchemas.inJson().forEach(schema::addProperty);
  }

  /** A cell of a table as JSON. */
  static Schema<?> cell() {
    Schema<Object> schema = new Schema<>();
    schema.setTypes(types("number", "string", "boolean", "null"));
    schema.setDescription("A number, a text, a truth value, or null for a missing value");
    return schema;
  }

  /** Rows of a table as JSON, as they were read. */
  static Schema<?> previewCells() {
    ArraySchema schema =
        arrayOf(
            row(),
            "The first rows of a table, a cell for each column; … stands for a text that is too long"
                + " for a category, or one of too many");
    schema.setMinItems(null);
    return schema;
  }

  /** Weights of classes as JSON. */
  static Schema<?> classWeights() {
    ObjectSchema byLabel = new ObjectSchema();
    byLabel.setAdditionalProperties(number(0, null));
    byLabel.setDescription("A weight for each class, by its label");
    StringSchema balanced = new StringSchema();
    balanced.setEnum(List.of("balanced"));
    Schema<Object> schema = new Schema<>();
    schema.setAnyOf(List.of(balanced, byLabel));
    schema.setDescription(
        "Weights of the two classes, with which those of their rows are multiplied: balanced, which"
            + " gives both classes the same total, or a weight for each by its label");
    return schema;
  }

  /** What a class is called. */
  static Schema<?> label() {
    Schema<Object> schema = new Schema<>();
    schema.setTypes(types("number", "string", "boolean"));
    schema.setDescription("A value of the target: 0 or 1 unless the classes are called otherwise");
    return schema;
  }

  /** Rows as JSON. */
  static Schema<?> rows() {
    Schema<Object> schema = new Schema<>();
    schema.setDescription(
        "Rows, or one row; by position, or by column name if the model's columns have names");
    schema.setAnyOf(
        List.of(arrayOf(row(), "Rows"), row(), arrayOf(namedRow(), "Rows"), namedRow()));
    return schema;
  }

  /** The targets of rows as JSON. */
  static Schema<?> targets() {
    Schema<Object> schema = new Schema<>();
    schema.setDescription("The target in [0, 1], or one for each row");
    schema.setAnyOf(List.of(number(0, 1), arrayOf(number(0, 1), "One target a row")));
    return schema;
  }

  static Schema<?> problem() {
    ObjectSchema place = new ObjectSchema();
    place.addProperty("pointer", described(new StringSchema(), "JSON Pointer into the body"));
    place.addProperty("line", described(new IntegerSchema(), "Line of a text, from 1"));
    place.addProperty("row", described(new IntegerSchema(), "Row of an array, from 0"));
    place.addProperty(
        "column", described(new StringSchema(), "Column of a table, by name or by index"));
    place.addProperty("parameter", described(new StringSchema(), "Parameter of the query"));
    place.addProperty("detail", new StringSchema());
    ArraySchema errors = arrayOf(place, "Where in the request the fault is");
    errors.setMaxItems(20);
    ObjectSchema schema = new ObjectSchema();
    schema.setDescription("Problem details (RFC 9457)");
    schema.addProperty(
        "type", described(new StringSchema(), "Path of a page on this kind of problem; stable"));
    schema.addProperty("title", described(new StringSchema(), "The kind in one line"));
    schema.addProperty("status", new IntegerSchema());
    schema.addProperty("detail", described(new StringSchema(), "What is wrong in this request"));
    schema.addProperty("instance", described(new StringSchema(), "Path of the request"));
    schema.addProperty(
        "requestId",
        described(
            new StringSchema(), "The answer's X-Request-Id, which is in the service's log too"));
    schema.addProperty("errors", errors);
    schema.addProperty(
        "preview",
        described(
            new Schema<>().$ref("TablePreview"),
            "The table as it was read; only in the response of a dry run with preview"));
    schema.setRequired(List.of("type", "title", "status", "detail"));
    return schema;
  }

  private static Schema<?> namedRow() {
    ObjectSchema schema = new ObjectSchema();
    schema.setDescription("One row, by column name");
    schema.setAdditionalProperties(reference(CELL));
    return schema;
  }

  private static ArraySchema row() {
    return arrayOf(reference(CELL), "One row, a cell a column");
  }

  /** Types in an order that is the same in every run. */
  private static Set<String> types(String... names) {
    return new LinkedHashSet<>(List.of(names));
  }

  private static Schema<?> reference(String name) {
    return new Schema<>().$ref(name);
  }

  private static NumberSchema number(@Nullable Integer minimum, @Nullable Integer maximum) {
    NumberSchema schema = new NumberSchema();
    schema.setFormat("double");
    schema.setMinimum(minimum == null ? null : BigDecimal.valueOf(minimum));
    schema.setMaximum(maximum == null ? null : BigDecimal.valueOf(maximum));
    return schema;
  }

  private static ArraySchema arrayOf(Schema<?> items, String description) {
    ArraySchema schema = new ArraySchema();
    schema.setItems(items);
    schema.setMinItems(1);
    schema.setDescription(description);
    return schema;
  }

  private static Schema<?> described(Schema<?> schema, String description) {
    schema.setDescription(description);
    return schema;
  }
}
