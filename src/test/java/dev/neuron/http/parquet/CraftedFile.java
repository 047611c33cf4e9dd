package dev.neuron.http.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A Parquet file of one column "x", each of whose claims can be another than is true. */
public final class CraftedFile {

  public static final int INT32 = 1;
  public static final int INT64 = 2;
  public static final int BYTE_ARRAY = 6;

  public static final int PLAIN = 0;
  public static final int RLE = 3;
  public static final int DELTA_BINARY_PACKED = 5;
  public static final int DELTA_BYTE_ARRAY = 7;
  public static final int RLE_DICTIONARY = 8;

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.ISO_8859_1);

  private final ByteArrayOutputStream pages = new ByteArrayOutputStream();
  private final List<ThriftBytes> schema = new ArrayList<>();
  private int type = INT32;
  private int codec;
  private long rows;
  private long rowsOfGroup;
  private int groups = 1;

  CraftedFile() {
    pages.writeBytes(MAGIC);
  }

  /** A file whose column of a type may be null, in one group of rows. */
  public static CraftedFile of(int type, long rows) {
    CraftedFile file = new CraftedFile();
    file.type = type;
    file.rows = rows;
    file.rowsOfGroup = rows;
    file.schema.add(ThriftBytes.struct().text(4, "root").i32(5, 1));
    ThriftBytes column = ThriftBytes.struct().i32(1, type).i32(3, 1).text(4, "x");
    file.schema.add(type == BYTE_ARRAY ? column.i32(6, 0) : column);
    return file;
  }

  CraftedFile compressed(int by) {
    codec = by;
    return this;
  }

  /** Several groups of rows that all claim the same pages. */
  CraftedFile groups(int count, long rowsOfEach) {
    groups = count;
    rowsOfGroup = rowsOfEach;
    rows = count * rowsOfEach;
    return this;
  }

  /** Another schema than that of one column. */
  CraftedFile schema(List<ThriftBytes> elements) {
    schema.clear();
    schema.addAll(elements);
    return this;
  }

  /** A data page of version 1, of which each size and number is as given. */
  public CraftedFile data(long values, int encoding, long size, long compressed, byte[] content) {
    page(
        ThriftBytes.struct()
            .i32(1, 0)
            .i32(2, size)
            .i32(3, compressed)
            .struct(
                5, ThriftBytes.struct().i32(1, values).i32(2, encoding).i32(3, RLE).i32(4, RLE)),
        content);
    return this;
  }

  /** A data page of version 1 whose sizes are right. */
  public CraftedFile data(long values, int encoding, byte[] content) {
    return data(values, encoding, content.length, content.length, content);
  }

  CraftedFile dictionary(long values, byte[] content) {
    page(
        ThriftBytes.struct()
            .i32(1, 2)
            .i32(2, content.length)
            .i32(3, content.length)
            .struct(7, ThriftBytes.struct().i32(1, values).i32(2, PLAIN)),
        content);
    return this;
  }

  private void page(ThriftBytes header, byte[] content) {
    pages.writeBytes(header.bytes());
    pages.writeBytes(content);
  }

  ThriftBytes footer() {
    ThriftBytes chunk =
        ThriftBytes.struct()
            .i64(2, 4)
            .struct(3, ThriftBytes.struct().i32(1, type).i32(4, codec).i64(5, rows).i64(9, 4));
    ThriftBytes group = ThriftBytes.struct().structs(1, chunk).i64(3, rowsOfGroup);
    return ThriftBytes.struct()
        .i32(1, 1)
        .structs(2, schema.toArray(ThriftBytes[]::new))
        .i64(3, rows)
        .structs(4, Collections.nCopies(groups, group).toArray(ThriftBytes[]::new));
  }

  public byte[] bytes() {
    return withFooter(footer().bytes());
  }

  /** The file with another footer. */
  byte[] withFooter(byte[] footer) {
    return withFooter(footer, footer.length);
  }

  /** The file with a footer of which another length is announced. */
  byte[] withFooter(byte[] footer, int announced) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(pages.toByteArray());
    file.writeBytes(footer);
    file.writeBytes(little(announced));
    file.writeBytes(MAGIC);
    return file.toByteArray();
  }

  /** A number of 32 bits in the order of the format. */
  static byte[] little(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  /** One run of a value of one bit, behind its length: which of many values are null. */
  public static byte[] levels(long count, int value) {
    ByteArrayOutputStream run = new ByteArrayOutputStream();
    ThriftBytes.writeVarint(run, count << 1);
    run.write(value);
    return joined(little(run.size()), run.toByteArray());
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
