package dev.neuron.http.parquet;

import org.jspecify.annotations.Nullable;

/** The kinds of value that become cells. */
enum ValueKind {
  BOOLEAN,
  INTEGER,
  UNSIGNED,
  FLOATING,
  FLOAT16,
  DECIMAL,
  TEXT;

  /** The longest decimal numbers that there are: 76 digits. */
  static final int MAX_DECIMAL_BYTES = 32;

  private static final int MAX_SCALE = 76;

  /** Returns the kind of a column's values; null if they are not read. */
  static @Nullable ValueKind of(SchemaElement column) {
    PhysicalType type = column.type();
    if (type == null || column.repetition() == SchemaElement.REPEATED) {
      return null;
    }
    return switch (column.logical()) {
      case NONE -> ofPlain(type);
      case NULL -> type == PhysicalType.BYTE_ARRAY ? TEXT : ofPlain(type);
      case STRING, ENUM, JSON -> type == PhysicalType.BYTE_ARRAY ? TEXT : null;
      case INTEGER -> isInteger(type) ? INTEGER : null;
      case UNSIGNED -> isInteger(type) ? UNSIGNED : null;
      case DECIMAL -> isDecimal(type, column) ? DECIMAL : null;
      case FLOAT16 ->
          type == PhysicalType.FIXED_LEN_BYTE_ARRAY && column.width() == Short.BYTES
              ? FLOAT16
              : null;
      default -> null;
    };
  }

  private static @Nullable ValueKind ofPlain(PhysicalType type) {
    return switch (type) {
      case BOOLEAN -> BOOLEAN;
      case INT32, INT64 -> INTEGER;
      case FLOAT, DOUBLE -> FLOATING;
      case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> null;
    };
  }

  private static boolean isInteger(PhysicalType type) {
    return type == PhysicalType.INT32 || type == PhysicalType.INT64;
  }

  private static boolean isDecimal(PhysicalType type, SchemaElement column) {
    boolean isFixed = type == PhysicalType.FIXED_LEN_BYTE_ARRAY;
    boolean isWritable = isInteger(type) || type == PhysicalType.BYTE_ARRAY || isFixed;
    boolean isScaled = column.scale() >= 0 && column.scale() <= MAX_SCALE;
    boolean isShort = !isFixed || (column.width() > 0 && column.width() <= MAX_DECIMAL_BYTES);
    return isWritable && isScaled && isShort;
  }
}
