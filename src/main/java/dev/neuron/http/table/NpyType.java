package dev.neuron.http.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of an array's numbers.
 *
 * @param bytes bytes of a number
 * @param order their order
 * @param kind {@code f8} and the like, as numpy calls it
 */
record NpyType(int bytes, ByteOrder order, String kind) {

  /** Reads the number at an index of bytes. */
  @FunctionalInterface
  interface Reading {
    double at(ByteBuffer bytes, int index);
  }

  /** Stands for an integer that no double holds. */
  private static final double NOT_EXACT = Double.NaN;

  private static final String DOUBLE = "f8";

  /** What can be read: integers and numbers of any size, and truth values. */
  private static final String READ =
      "bool, int8 to int64, uint8 to uint64 and float16 to float64 are read.";

  /** Up to here every integer is a double. */
  private static final long MAX_EXACT = 1L << 53;

  private static final Pattern DESCRIPTION = Pattern.compile("([<>|])([biuf]\\d)");

  private static final Map<String, Reading> READINGS =
      Map.ofEntries(
          Map.entry("b1", (bytes, index) -> bytes.get(index) == 0 ? 0 : 1),
          Map.entry("i1", ByteBuffer::get),
          Map.entry("i2", ByteBuffer::getShort),
          Map.entry("i4", ByteBuffer::getInt),
          Map.entry("i8", (bytes, index) -> exact(bytes.getLong(index))),
          Map.entry("u1", (bytes, index) -> Byte.toUnsignedInt(bytes.get(index))),
          Map.entry("u2", (bytes, index) -> Short.toUnsignedInt(bytes.getShort(index))),
          Map.entry("u4", (bytes, index) -> Integer.toUnsignedLong(bytes.getInt(index))),
          Map.entry("u8", (bytes, index) -> exactUnsigned(bytes.getLong(index))),
          Map.entry("f2", (bytes, index) -> Float.float16ToFloat(bytes.getShort(index))),
          Map.entry("f4", ByteBuffer::getFloat),
          Map.entry(DOUBLE, ByteBuffer::getDouble));

  private static double exact(long value) {
    return value >= -MAX_EXACT && value <= MAX_EXACT ? value : NOT_EXACT;
  }

  private static double exactUnsigned(long value) {
    return value >= 0 ? exact(value) : NOT_EXACT;
  }

  /**
   * Reads a description such as {@code <f8}.
   *
   * @throws dev.neuron.problem.UnreadableException if it is of a type that is not read
   */
  static NpyType of(String description) {
    Matcher parts = DESCRIPTION.matcher(description);
    if (!parts.matches() || !READINGS.containsKey(parts.group(2))) {
      throw NpyHeader.unsupported(fault(description) + " " + READ);
    }
    String kind = parts.group(2);
    return new NpyType(
        kind.charAt(1) - '0',
        parts.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        kind);
  }

  private static String fault(String description) {
    if (description.endsWith("O")) {
      return "The dtype is of Python objects;";
    }
    return description.matches("[<>|=]?[a-zA-Z]\\d{0,4}")
        ? "The dtype is '%s';".formatted(description)
        : "The dtype is of another kind;";
  }

  /** True if the numbers are doubles already. */
  boolean isDouble() {
    return kind.equals(DOUBLE);
  }

  /** True if the numbers are integers, of which a double may not hold each. */
  boolean isInteger() {
    return kind.startsWith("i") || kind.startsWith("u");
  }

  /** Returns what reads a number. */
  Reading reading() {
    return Objects.requireNonNull(READINGS.get(kind));
  }
}
