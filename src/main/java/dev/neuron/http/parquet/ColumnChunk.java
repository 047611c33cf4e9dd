package dev.neuron.http.parquet;

import org.jspecify.annotations.Nullable;

/**
 * Where the values of a column in a row group are.
 *
 * @param type of the values
 * @param codec number of their compression
 * @param start of the first page in the file
 */
record ColumnChunk(PhysicalType type, int codec, long start) {

  private static final int UNKNOWN = -1;

  /** Reads a chunk's description. */
  static ColumnChunk read(ThriftReader reader) {
    Draft draft = new Draft();
    reader.struct(id -> draft.read(reader, id));
    return draft.chunk();
  }

  /** The fields of a chunk while they are read. */
  private static final class Draft {

    private @Nullable PhysicalType type;
    private int codec = UNKNOWN;
    private long data = UNKNOWN;
    private long dictionary = UNKNOWN;

    private boolean read(ThriftReader reader, int id) {
      return switch (id) {
        case 1 ->
            throw ParquetFaults.unsupported(
                "A column is in a file of its own. Write the table as one file.");
        case 3 -> reader.struct(field -> readMetadata(reader, field));
        case 8, 9 -> throw ParquetFooter.encrypted();
        default -> false;
      };
    }

    private boolean readMetadata(ThriftReader reader, int id) {
      switch (id) {
        case 1 -> type = PhysicalType.of(reader.integer());
        case 4 -> codec = reader.integer();
        case 9 -> data = reader.number();
        case 11 -> dictionary = reader.number();
        default -> {
          return false;
        }
      }
      return true;
    }

    /** A dictionary comes before the data; some writers say 0 where there is none. */
    private ColumnChunk chunk() {
      if (type == null || codec < 0 || data < 0) {
        throw ParquetFaults.malformed("A column of a row group is not described.");
      }
      return new ColumnChunk(type, codec, dictionary > 0 ? Math.min(dictionary, data) : data);
    }
  }
}
