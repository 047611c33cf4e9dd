package dev.neuron.http.parquet;

import dev.neuron.core.data.Quoted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of the table: a node of the schema below its root.
 *
 * @param element the node itself
 * @param leaf index of its values among all leaves of the schema; of the first ones for a group
 * @param kind null if its values are not read
 */
record ParquetColumn(SchemaElement element, int leaf, @Nullable ValueKind kind) {

  /**
   * The columns of a schema.
   *
   * @param columns those of the table
   * @param leaves how many columns of values there are, within groups and without
   */
  record Schema(List<ParquetColumn> columns, int leaves) {}

  /** Returns the columns of a schema, without recursion since a schema may be of any depth. */
  static Schema schema(List<SchemaElement> elements) {
    if (elements.isEmpty()) {
      throw ParquetFaults.malformed("The file has no schema.");
    }
    List<ParquetColumn> columns = new ArrayList<>();
    int leaves = 0;
    long open = 0;
    for (SchemaElement element : elements.subList(1, elements.size())) {
      if (open == 0) {
        columns.add(new ParquetColumn(element, leaves, ValueKind.of(element)));
        open = 1;
      }
      open += element.children() - 1;
      leaves += element.type() == null ? 0 : 1;
    }
    if (open != 0 || columns.size() != elements.getFirst().children()) {
      throw ParquetFaults.malformed(
          "The schema does not have as many columns as it says, or a group ends too early.");
    }
    return new Schema(columns, leaves);
  }

  String name() {
    return element.name();
  }

  /** The name for a message. */
  String quotedName() {
    return Quoted.of(name());
  }

  /** The type of its values; a column without has none to read. */
  PhysicalType type() {
    if (element.type() == null) {
      throw new IllegalStateException("a group has no type");
    }
    return element.type();
  }

  /** The bytes of a value; 0 if they differ. */
  int width() {
    return type() == PhysicalType.FIXED_LEN_BYTE_ARRAY ? element.width() : type().bytes();
  }

  /** True if values may be null. */
  boolean isOptional() {
    return element.repetition() != SchemaElement.REQUIRED;
  }

  /** What a column that is not read holds, for a message. */
  String contents() {
    if (element.type() == null) {
      return element.logical() == LogicalType.NONE
          ? "groups of columns (structs)"
          : element.logical().contents();
    }
    if (element.repetition() == SchemaElement.REPEATED) {
      return "lists";
    }
    String contents =
        switch (element.type()) {
          case INT96 -> "timestamps";
          case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
              element.logical() == LogicalType.NONE
                  ? "bytes that are not marked as text"
                  : element.logical().contents();
          default -> element.logical().contents();
        };
    return "%s (%s)".formatted(contents, element.type());
  }
}
