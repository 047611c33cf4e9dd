package dev.neuron.http.parquet;

import dev.neuron.http.filter.RequestLimits;
import org.jspecify.annotations.Nullable;

/**
 * A node of the schema's tree, which a file lists depth first.
 *
 * @param type of a column's values; null for a group
 * @param width bytes of a value of fixed length
 * @param repetition {@link #REQUIRED}, {@link #OPTIONAL} or {@link #REPEATED}
 * @param children how many there are
 * @param scale digits of a decimal number after the point
 */
record SchemaElement(
    String name,
    @Nullable PhysicalType type,
    int width,
    int repetition,
    int children,
    LogicalType logical,
    int scale) {

  static final int REQUIRED = 0;
  static final int OPTIONAL = 1;
  static final int REPEATED = 2;

  /** Bytes that a character takes at most. */
  private static final int MAX_BYTES_OF_CHARACTER = 4;

  /** Reads an element. */
  static SchemaElement read(ThriftReader reader) {
    Draft draft = new Draft();
    reader.struct(id -> draft.read(reader, id));
    return draft.element();
  }

  /** The fields of an element while they are read. */
  private static final class Draft {

    private String name = "";
    private @Nullable PhysicalType type;
    private int width;
    private int repetition = REQUIRED;
    private int children;
    private LogicalType converted = LogicalType.NONE;
    private LogicalType logical = LogicalType.NONE;
    private int scale;

    private boolean read(ThriftReader reader, int id) {
      switch (id) {
        case 1 -> type = PhysicalType.of(reader.integer());
        case 2 -> width = reader.integer();
        case 3 -> repetition = reader.integer();
        case 4 -> name = reader.text(RequestLimits.MAX_NAME_LENGTH * MAX_BYTES_OF_CHARACTER);
        case 5 -> children = reader.integer();
        case 6 -> converted = LogicalType.ofNumber(reader.integer());
        case 7 -> scale = reader.integer();
        case 10 -> reader.struct(field -> readLogical(reader, field));
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean readLogical(ThriftReader reader, int field) {
      logical = LogicalType.ofField(field);
      return switch (logical) {
        case DECIMAL -> reader.struct(id -> readScale(reader, id));
        case INTEGER -> reader.struct(id -> readSign(reader, id));
        default -> false;
      };
    }

    private boolean readScale(ThriftReader reader, int id) {
      if (id != 1) {
        return false;
      }
      scale = reader.integer();
      return true;
    }

    private boolean readSign(ThriftReader reader, int id) {
      if (id != 2) {
        return false;
      }
      logical = reader.flag() ? LogicalType.INTEGER : LogicalType.UNSIGNED;
      return true;
    }

    private SchemaElement element() {
      if (children < 0) {
        throw ParquetFaults.malformed("A group of the schema has a negative number of columns.");
      }
      return new SchemaElement(
          name,
          type,
          width,
          repetition,
          type == null ? children : 0,
          logical == LogicalType.NONE ? converted : logical,
          scale);
    }
  }
}
