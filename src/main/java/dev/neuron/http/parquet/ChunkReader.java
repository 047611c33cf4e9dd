package dev.neuron.http.parquet;

import dev.neuron.problem.UnreadableException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the pages of one column in one row group. */
final class ChunkReader {

  private static final int PLAIN = 0;
  private static final int PLAIN_DICTIONARY = 2;
  private static final int RLE = 3;
  private static final int DELTA_BINARY_PACKED = 5;
  private static final int DELTA_LENGTH_BYTE_ARRAY = 6;
  private static final int DELTA_BYTE_ARRAY = 7;
  private static final int RLE_DICTIONARY = 8;
  private static final int BYTE_STREAM_SPLIT = 9;

  private final ParquetColumn column;
  private final ColumnChunk chunk;
  private final PageBytes pages;
  private final ColumnCells cells;
  private @Nullable ColumnDictionary dictionary;

  /** Receives the cell of a row. */
  @FunctionalInterface
  interface Rows {
    void set(int row, double cell);
  }

  ChunkReader(ParquetColumn column, ColumnChunk chunk, PageBytes pages, ColumnCells cells) {
    this.column = column;
    this.chunk = chunk;
    this.pages = pages;
    this.cells = cells;
  }

  /** Reads the cells of some rows. */
  void read(int first, int count, Rows rows) {
    PageBytes.requireCodec(chunk.codec(), column);
    if (chunk.type() != column.type()) {
      throw ParquetFaults.malformed(
          "Column %s has values of another type than the schema says."
              .formatted(column.quotedName()));
    }
    ByteBuffer bytes = pages.from(chunk.start());
    int row = first;
    int last = first + count;
    while (row < last) {
      int begin = bytes.position();
      PageHeader header = PageHeader.read(bytes);
      ByteBuffer page = ValueReader.taken(bytes, header.compressed());
      pages.countRead(bytes.position() - begin);
      if (header.kind() == PageHeader.DICTIONARY) {
        dictionary = dictionary(header, page);
      } else if (header.kind() == PageHeader.DATA || header.kind() == PageHeader.DATA_V2) {
        if (header.values() > last - row) {
          throw ParquetFaults.malformed(
              "The pages of column %s have more values than its row group has rows."
                  .formatted(column.quotedName()));
        }
        readData(header, page, row, rows);
        row += header.values();
      }
    }
  }

  private ColumnDictionary dictionary(PageHeader header, ByteBuffer page) {
    if (dictionary != null
        || (header.encoding() != PLAIN && header.encoding() != PLAIN_DICTIONARY)) {
      throw ParquetFaults.malformed(
          "Column %s has two dictionaries in a row group, or one that is encoded."
              .formatted(column.quotedName()));
    }
    return new ColumnDictionary(
        column, pages.decompressed(chunk.codec(), page, header.size()), header.values(), cells);
  }

  private void readData(PageHeader header, ByteBuffer page, int row, Rows rows) {
    RunReader nulls;
    ByteBuffer values;
    if (header.kind() == PageHeader.DATA) {
      values = pages.decompressed(chunk.codec(), page, header.size());
      nulls = column.isOptional() ? nullsOfVersion1(header, values) : null;
    } else {
      ValueReader.taken(page, header.repetitionBytes());
      ByteBuffer levels = ValueReader.taken(page, header.levelBytes());
      int size = header.size() - header.levelBytes() - header.repetitionBytes();
      boolean isCompressed = header.isCompressed() && page.hasRemaining();
      values = isCompressed ? pages.decompressed(chunk.codec(), page, size) : page;
      nulls = column.isOptional() && levels.hasRemaining() ? new RunReader(levels, 1) : null;
    }
    ValueReader reader = reader(header, values);
    for (int i = 0; i < header.values(); i++) {
      cells.moveTo(row + i);
      boolean isNull = nulls != null && nulls.next() == 0;
      rows.set(row + i, isNull ? cells.ofNull() : reader.next());
    }
  }

  private RunReader nullsOfVersion1(PageHeader header, ByteBuffer values) {
    if (header.levels() != RLE) {
      throw unsupported("Nulls of column %s are", header.levels());
    }
    return new RunReader(ValueReader.taken(values, values.getInt()), 1);
  }

  private ValueReader reader(PageHeader header, ByteBuffer values) {
    boolean isText = column.type() == PhysicalType.BYTE_ARRAY;
    boolean isInteger = column.type() == PhysicalType.INT32 || column.type() == PhysicalType.INT64;
    int max = header.values();
    ValueReader reader =
        switch (header.encoding()) {
          case PLAIN -> ValueReader.plain(column, values, cells);
          case PLAIN_DICTIONARY, RLE_DICTIONARY ->
              dictionary == null ? null : dictionary.reader(values);
          case RLE ->
              cells.kind() == ValueKind.BOOLEAN
                  ? lazily(() -> ValueReader.runs(values, cells))
                  : null;
          case DELTA_BINARY_PACKED ->
              isInteger ? lazily(() -> ValueReader.deltas(column, values, max, cells)) : null;
          case DELTA_LENGTH_BYTE_ARRAY ->
              isText ? lazily(() -> ValueReader.lengthsFirst(values, max, cells)) : null;
          case DELTA_BYTE_ARRAY ->
              isText || isFixed()
                  ? lazily(() -> new PrefixReader(values, max, cells, pages))
                  : null;
          case BYTE_STREAM_SPLIT ->
              column.width() > 0 ? ValueReader.split(column, values, cells) : null;
          default -> throw unsupported("Values of column %s are", header.encoding());
        };
    if (reader == null) {
      throw ParquetFaults.malformed(
          "A page of column %s has an encoding that does not fit the column's type, or lacks its dictionary."
              .formatted(column.quotedName()));
    }
    return reader;
  }

  private boolean isFixed() {
    return column.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY;
  }

  /** Creates a reader when there is a value: a page of nulls alone may have no bytes for one. */
  private static ValueReader lazily(Supplier<ValueReader> created) {
    return new ValueReader() {
      private @Nullable ValueReader reader;

      @Override
      public double next() {
        if (reader == null) {
          reader = created.get();
        }
        return reader.next();
      }
    };
  }

  private UnreadableException unsupported(String what, int encoding) {
    return ParquetFaults.unsupported(
        "%s in the encoding %d of the format, which is not read. Write the file with the defaults of"
                .formatted(what.formatted(column.quotedName()), encoding)
            + " its program.");
  }
}
