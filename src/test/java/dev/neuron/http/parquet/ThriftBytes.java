package dev.neuron.http.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes structs in Thrift's compact protocol, whatever they say. */
final class ThriftBytes {

  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int last;

  static ThriftBytes struct() {
    return new ThriftBytes();
  }

  ThriftBytes i32(int id, long value) {
    return field(id, I32).varint((value << 1) ^ (value >> 63));
  }

  ThriftBytes i64(int id, long value) {
    return field(id, I64).varint((value << 1) ^ (value >> 63));
  }

  ThriftBytes text(int id, String value) {
    field(id, BINARY).varint(value.length());
    out.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  ThriftBytes struct(int id, ThriftBytes value) {
    field(id, STRUCT);
    out.writeBytes(value.bytes());
    return this;
  }

  ThriftBytes structs(int id, ThriftBytes... values) {
    list(id, STRUCT, values.length);
    for (ThriftBytes value : values) {
      out.writeBytes(value.bytes());
    }
    return this;
  }

  /** A list that announces a number of elements, none of which follows. */
  ThriftBytes list(int id, int type, long size) {
    field(id, LIST);
    out.write(0xF0 | type);
    return varint(size);
  }

  ThriftBytes field(int id, int type) {
    int delta = id - last;
    last = id;
    if (delta > 0 && delta < 16) {
      out.write((delta << 4) | type);
      return this;
    }
    out.write(type);
    return varint((long) id << 1);
  }

  ThriftBytes varint(long value) {
    writeVarint(out, value);
    return this;
  }

  static void writeVarint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** The struct with its end. */
  byte[] bytes() {
    ByteArrayOutputStream ended = new ByteArrayOutputStream();
    ended.writeBytes(out.toByteArray());
    ended.write(0);
    return ended.toByteArray();
  }
}
