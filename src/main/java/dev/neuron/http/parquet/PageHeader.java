package dev.neuron.http.parquet;

import java.nio.ByteBuffer;

/**
 * The header of a page.
 *
 * @param kind {@link #DATA}, {@link #DICTIONARY}, {@link #DATA_V2} or another, which is passed over
 * @param size of the page when it is decompressed
 * @param compressed bytes of the page, which follow the header
 * @param values how many it holds, nulls included
 * @param encoding number of their encoding
 * @param levels number of the encoding of nulls, in version 1
 * @param levelBytes bytes that say which values are null, in version 2
 * @param repetitionBytes bytes before them, of nested columns alone
 * @param isCompressed false if version 2 leaves its values as they are
 */
record PageHeader(
    int kind,
    int size,
    int compressed,
    int values,
    int encoding,
    int levels,
    int levelBytes,
    int repetitionBytes,
    boolean isCompressed) {

  static final int DATA = 0;
  static final int DICTIONARY = 2;
  static final int DATA_V2 = 3;

  /** Reads a header, and moves the position to the page. */
  static PageHeader read(ByteBuffer bytes) {
    Draft draft = new Draft();
    ThriftReader reader = new ThriftReader(bytes);
    reader.root(id -> draft.read(reader, id));
    return draft.header(bytes.remaining());
  }

  /** The fields of a header while they are read. */
  private static final class Draft {

    private int kind = -1;
    private int size = -1;
    private int compressed = -1;
    private int values = -1;
    private int encoding = -1;
    private int levels = -1;
    private int levelBytes;
    private int repetitionBytes;
    private boolean isCompressed = true;

    private boolean read(ThriftReader reader, int id) {
      switch (id) {
        case 1 -> kind = reader.integer();
        case 2 -> size = reader.integer();
        case 3 -> compressed = reader.integer();
        case 5 -> reader.struct(field -> readData(reader, field));
        case 7 -> reader.struct(field -> readDictionary(reader, field));
        case 8 -> reader.struct(field -> readDataOfVersion2(reader, field));
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean readDictionary(ThriftReader reader, int id) {
      switch (id) {
        case 1 -> values = reader.integer();
        case 2 -> encoding = reader.integer();
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean readData(ThriftReader reader, int id) {
      if (id == 3) {
        levels = reader.integer();
        return true;
      }
      return readDictionary(reader, id);
    }

    private boolean readDataOfVersion2(ThriftReader reader, int id) {
      switch (id) {
        case 1 -> values = reader.integer();
        case 4 -> encoding = reader.integer();
        case 5 -> levelBytes = reader.integer();
        case 6 -> repetitionBytes = reader.integer();
        case 7 -> isCompressed = reader.flag();
        default -> {
          return false;
        }
      }
      return true;
    }

    /**
     * Checks what is read.
     *
     * @param remaining bytes behind the header
     */
    private PageHeader header(int remaining) {
      boolean isKnown = kind == DATA || kind == DICTIONARY || kind == DATA_V2;
      long ofLevels = (long) levelBytes + repetitionBytes;
      if (kind < 0
          || size < 0
          || compressed < 0
          || compressed > remaining
          || (isKnown && (values < 0 || encoding < 0))
          || levelBytes < 0
          || repetitionBytes < 0
          || ofLevels > Math.min(size, compressed)) {
        throw ParquetFaults.malformed(
            "The header of a page announces a size or a number of values that cannot be right.");
      }
      return new PageHeader(
          kind,
          size,
          compressed,
          values,
          encoding,
          levels,
          levelBytes,
          repetitionBytes,
          isCompressed);
    }
  }
}
