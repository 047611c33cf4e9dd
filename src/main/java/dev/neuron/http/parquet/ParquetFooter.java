package dev.neuron.http.parquet;

import dev.neuron.http.filter.RequestLimits;
import dev.neuron.problem.UnreadableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The description of a file, at its end.
 *
 * @param start where it begins in the file, after all pages
 * @param memory bytes that it takes in memory at most
 * @param columns of the table
 * @param rows of the table
 */
record ParquetFooter(
    int start, long memory, List<ParquetColumn> columns, long rows, List<RowGroup> groups) {

  /** A group of rows takes at least 14 bytes in the file, and 84 in memory. */
  private static final int MEMORY_PER_BYTE = 6;

  /** What a column and its name take in memory. */
  private static final int MEMORY_PER_COLUMN = 256;

  /** "PAR1", read as a number in the order of the format. */
  private static final int MAGIC = 0x31524150;

  /** "PARE", of a file whose description is encrypted. */
  private static final int ENCRYPTED = 0x45524150;

  private static final int GZIP = 0x8B1F;
  private static final int SHORT = 0xFFFF;

  /** The magic number and the length of the footer. */
  private static final int TAIL = 2 * Integer.BYTES;

  /**
   * Rows whose values are together, column by column.
   *
   * @param chunks a column each
   */
  record RowGroup(long rows, List<ColumnChunk> chunks) {

    private static RowGroup read(ThriftReader reader) {
      List<ColumnChunk> chunks = new ArrayList<>();
      long[] rows = {-1};
      reader.struct(
          id -> {
            switch (id) {
              case 1 -> reader.list(() -> chunks.add(ColumnChunk.read(reader)));
              case 3 -> rows[0] = reader.number();
              default -> {
                return false;
              }
            }
            return true;
          });
      if (rows[0] < 0) {
        throw ParquetFaults.malformed("A row group does not say how many rows it has.");
      }
      if (chunks.isEmpty()) {
        throw ParquetFaults.malformed("A row group has no columns.");
      }
      return new RowGroup(rows[0], List.copyOf(chunks));
    }
  }

  /**
   * Reads the footer of a file.
   *
   * @throws UnreadableException if there is none, or it contradicts itself
   */
  static ParquetFooter read(ByteBuffer file) {
    ByteBuffer bytes = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int end = bytes.limit() - TAIL;
    requireMagic(bytes, end);
    int length = bytes.getInt(end);
    if (length < 0 || length > end - Integer.BYTES) {
      throw ParquetFaults.malformed(
          "The last bytes announce a footer of %d bytes, and %d come before them."
              .formatted(Integer.toUnsignedLong(length), end));
    }
    bytes.limit(end).position(end - length);
    Draft draft = new Draft();
    ThriftReader reader = new ThriftReader(bytes);
    reader.root(id -> draft.read(reader, id));
    return draft.footer(end - length, length);
  }

  private static void requireMagic(ByteBuffer bytes, int end) {
    boolean isLong = end >= Integer.BYTES;
    int first = isLong ? bytes.getInt(0) : 0;
    if (first == ENCRYPTED) {
      throw encrypted();
    }
    if (first != MAGIC) {
      throw ParquetFaults.malformed(
          (first & SHORT) == GZIP
              ? "The body is compressed by gzip: send the header Content-Encoding: gzip with it."
              : "The body does not begin as a Parquet file does, with the bytes PAR1.");
    }
    if (bytes.getInt(end + Integer.BYTES) != MAGIC) {
      throw ParquetFaults.malformed(
          "The body does not end as a Parquet file does, with the bytes PAR1: it is cut off.");
    }
  }

  static UnreadableException encrypted() {
    return ParquetFaults.unsupported("The file is encrypted. Write it without encryption.");
  }

  /** The fields of a footer while they are read. */
  private static final class Draft {

    private final List<SchemaElement> schema = new ArrayList<>();
    private final List<RowGroup> groups = new ArrayList<>();
    private long rows;

    private boolean read(ThriftReader reader, int id) {
      switch (id) {
        case 2 -> reader.list(() -> addElement(reader));
        case 3 -> rows = reader.number();
        case 4 -> reader.list(() -> groups.add(RowGroup.read(reader)));
        case 8 -> throw encrypted();
        default -> {
          return false;
        }
      }
      return true;
    }

    private void addElement(ThriftReader reader) {
      if (schema.size() > RequestLimits.MAX_NAMES) {
        throw ParquetFaults.tooLarge(
            "The schema of the file has more than %d nodes.".formatted(RequestLimits.MAX_NAMES));
      }
      schema.add(SchemaElement.read(reader));
    }

    private ParquetFooter footer(int start, int length) {
      ParquetColumn.Schema columns = ParquetColumn.schema(schema);
      long counted = 0;
      for (RowGroup group : groups) {
        if (group.chunks().size() != columns.leaves()) {
          throw ParquetFaults.malformed(
              "The schema has %d columns of values, a row group %d."
                  .formatted(columns.leaves(), group.chunks().size()));
        }
        counted = group.rows() > Long.MAX_VALUE - counted ? Long.MAX_VALUE : counted + group.rows();
      }
      if (rows != counted) {
        throw ParquetFaults.malformed(
            "The file says that it has %d rows, its row groups have %d.".formatted(rows, counted));
      }
      long memory = (long) length * MEMORY_PER_BYTE + (long) schema.size() * MEMORY_PER_COLUMN;
      return new ParquetFooter(start, memory, columns.columns(), rows, groups);
    }
  }
}
