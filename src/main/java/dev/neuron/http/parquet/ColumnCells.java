package dev.neuron.http.parquet;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.Faults;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.table.CellSink;
import dev.neuron.table.ColumnFault;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Makes cells of the values of a column. A value that cannot be used makes the column one that
 * cannot be read, which matters only if it is used.
 */
final class ColumnCells {

  /** Up to here every integer is a double. */
  private static final long MAX_EXACT = 1L << 53;

  private static final String NOT_EXACT =
      "the integer is beyond ±2⁵³, where a double does not hold each of them; subtract a constant,"
          + " send it as a double, or leave the column out by ignore= if it is an id.";

  private static final String NO_TEXT = "the bytes of the text are not UTF-8.";

  private static final String TOO_LONG =
      "the decimal number has more than %d bytes.".formatted(ValueKind.MAX_DECIMAL_BYTES);

  private final ParquetColumn column;
  private final ValueKind kind;
  private final int index;
  private final CellSink table;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final Faults.Collector faults = new Faults.Collector();

  /** The row whose cell is made next. */
  private int row;

  /**
   * @param index of the column in the table
   * @param table makes the cells that are not numbers
   */
  ColumnCells(ParquetColumn column, ValueKind kind, int index, CellSink table) {
    this.column = column;
    this.kind = kind;
    this.index = index;
    this.table = table;
  }

  void moveTo(int next) {
    row = next;
  }

  ValueKind kind() {
    return kind;
  }

  /** The cell of a null. */
  double ofNull() {
    return table.missingCell();
  }

  double ofBoolean(boolean value) {
    return table.booleanCell(index, value);
  }

  /** The cell of a number; NaN stands for a missing one, as in pandas. */
  double ofNumber(double value) {
    return Double.isNaN(value) ? table.missingCell() : value;
  }

  double ofInt(int value) {
    return ofLong(kind == ValueKind.UNSIGNED ? Integer.toUnsignedLong(value) : value);
  }

  double ofLong(long value) {
    if (kind == ValueKind.DECIMAL) {
      return BigDecimal.valueOf(value, column.element().scale()).doubleValue();
    }
    boolean isExact = value <= MAX_EXACT && value >= (kind == ValueKind.UNSIGNED ? 0 : -MAX_EXACT);
    return isExact ? value : faulty(NOT_EXACT);
  }

  /** The cell of a text, or of a number that is stored as bytes. */
  double ofBytes(ByteBuffer bytes) {
    return switch (kind) {
      case TEXT -> ofText(bytes);
      case DECIMAL -> ofDecimal(bytes);
      case FLOAT16 -> ofNumber(Float.float16ToFloat(bytes.getShort(bytes.position())));
      case BOOLEAN, INTEGER, UNSIGNED, FLOATING ->
          throw new IllegalStateException("not stored as bytes");
    };
  }

  private double ofText(ByteBuffer bytes) {
    try {
      return table.textCell(index, utf8.decode(bytes).toString());
    } catch (CharacterCodingException _) {
      return faulty(NO_TEXT);
    }
  }

  /** The cell of a big-endian integer in two's complement, which is a decimal number unscaled. */
  private double ofDecimal(ByteBuffer bytes) {
    if (bytes.remaining() > ValueKind.MAX_DECIMAL_BYTES) {
      return faulty(TOO_LONG);
    }
    byte[] unscaled = new byte[bytes.remaining()];
    bytes.get(unscaled);
    BigInteger integer = unscaled.length == 0 ? BigInteger.ZERO : new BigInteger(unscaled);
    return new BigDecimal(integer, column.element().scale()).doubleValue();
  }

  private double faulty(String detail) {
    ErrorLocation place = ErrorLocation.ofNamedCell(row, column.name());
    faults.add(() -> new Fault(place, place.describe(detail)));
    return table.missingCell();
  }

  /** Why the column cannot be used; null if it can. */
  @Nullable ColumnFault fault() {
    return faults.isEmpty() ? null : new ColumnFault(Reason.UNUSABLE_CELL, faults.faults());
  }
}
