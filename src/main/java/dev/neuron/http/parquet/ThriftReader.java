package dev.neuron.http.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads structs in Thrift's compact protocol, in which Parquet describes files and pages. Checks
 * each type and each length against the bytes that are left before anything is allocated.
 *
 * @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">
 *     the protocol</a>
 */
final class ThriftReader {

  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int I16 = 4;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int DOUBLE = 7;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int MAP = 11;
  private static final int STRUCT = 12;

  /** The longest variable-length integer: 64 bits, seven a byte. */
  private static final int MAX_SHIFT = 63;

  /** Deeper structs than any that the format defines. */
  private static final int MAX_DEPTH = 16;

  private static final int NIBBLE = 4;
  private static final int LOW_NIBBLE = 0xF;

  private final ByteBuffer bytes;
  private int depth;

  /** The type of the value that comes next. */
  private int type;

  /** Reads from the position of a buffer on, which moves. */
  ThriftReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Reads a field, or leaves it to be skipped. */
  @FunctionalInterface
  interface Fields {

    /**
     * Reads the field by one call of the reader.
     *
     * @return false if it was not read
     */
    boolean read(int id);
  }

  /** Reads a struct that is not itself a field or an element. */
  void root(Fields fields) {
    type = STRUCT;
    struct(fields);
  }

  /** Reads a struct, field by field. */
  boolean struct(Fields fields) {
    require(type == STRUCT);
    requireDepth(++depth);
    int id = 0;
    for (int header = unsigned(); header != 0; header = unsigned()) {
      int delta = header >>> NIBBLE;
      id = delta == 0 ? (int) signed() : id + delta;
      type = header & LOW_NIBBLE;
      if (!fields.read(id)) {
        skip(type);
      }
    }
    depth--;
    return true;
  }

  /** Reads a list, of which each element is read by one call of the reader. */
  boolean list(Runnable element) {
    require(type == LIST || type == SET);
    int header = unsigned();
    int size = size(header >>> NIBBLE);
    for (int i = 0; i < size; i++) {
      type = header & LOW_NIBBLE;
      element.run();
    }
    return true;
  }

  /** Reads an integer that fits into an int. */
  int integer() {
    long value = number();
    require(value == (int) value);
    return (int) value;
  }

  /** Reads an integer. */
  long number() {
    if (type == BYTE) {
      return bytes.get();
    }
    require(type == I16 || type == I32 || type == I64);
    return signed();
  }

  /** Returns a truth value, which a field has in its type. */
  boolean flag() {
    require(type == TRUE || type == FALSE);
    return type == TRUE;
  }

  /**
   * Reads a text.
   *
   * @param maxBytes its maximum length
   */
  String text(int maxBytes) {
    require(type == BINARY);
    int length = length();
    require(length <= maxBytes);
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private void skip(int skipped) {
    switch (skipped) {
      case TRUE, FALSE -> {}
      case BYTE -> bytes.get();
      case I16, I32, I64 -> signed();
      case DOUBLE -> bytes.getDouble();
      case BINARY -> {
        int length = length();
        bytes.position(bytes.position() + length);
      }
      case LIST, SET -> skipList();
      case MAP -> skipMap();
      case STRUCT -> {
        type = STRUCT;
        struct(_ -> false);
      }
      default -> throw malformed();
    }
  }

  private void skipList() {
    requireDepth(++depth);
    int header = unsigned();
    int size = size(header >>> NIBBLE);
    for (int i = 0; i < size; i++) {
      skipElement(header & LOW_NIBBLE);
    }
    depth--;
  }

  private void skipMap() {
    requireDepth(++depth);
    int size = length();
    int types = size == 0 ? 0 : unsigned();
    for (int i = 0; i < size; i++) {
      skipElement(types >>> NIBBLE);
      skipElement(types & LOW_NIBBLE);
    }
    depth--;
  }

  /** Skips an element, which has a byte for a truth value. */
  private void skipElement(int skipped) {
    skip(skipped == TRUE || skipped == FALSE ? BYTE : skipped);
  }

  /** Returns the size of a list, which follows its header if it is not small. */
  private int size(int small) {
    return small == LOW_NIBBLE ? length() : small;
  }

  /** Reads a length or a number of elements, each of at least one byte. */
  private int length() {
    long length = varint();
    require(length >= 0 && length <= bytes.remaining());
    return (int) length;
  }

  private long signed() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift <= MAX_SHIFT; shift += Byte.SIZE - 1) {
      byte next = bytes.get();
      value |= (long) (next & Byte.MAX_VALUE) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed();
  }

  private int unsigned() {
    return Byte.toUnsignedInt(bytes.get());
  }

  private static void requireDepth(int depth) {
    require(depth <= MAX_DEPTH);
  }

  private static void require(boolean isSound) {
    if (!isSound) {
      throw malformed();
    }
  }

  private static RuntimeException malformed() {
    return ParquetFaults.malformed(
        "A description of the file or of a page is damaged: a length, a type or a number in it"
            + " cannot be right.");
  }
}
