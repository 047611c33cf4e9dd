package dev.neuron.http.parquet;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The different values of a column in a row group, which its pages name by number. A value becomes
 * a cell when a row has it: one that no row has is no level of a category.
 */
final class ColumnDictionary {

  /** Marks a cell that is not known, unlike any that a table makes. */
  private static final long UNKNOWN = -1;

  private final ParquetColumn column;
  private final ByteBuffer bytes;
  private final ColumnCells cells;
  private final int size;

  /** Where each text begins; empty for values of one length. */
  private final int[] starts;

  /**
   * The cells of texts and decimal numbers so far, by number; {@link #UNKNOWN} as bits if none yet.
   */
  private final double[] known;

  /**
   * @param bytes of the page
   * @param size number of values
   */
  ColumnDictionary(ParquetColumn column, ByteBuffer bytes, int size, ColumnCells cells) {
    this.column = column;
    this.bytes = bytes.slice().order(bytes.order());
    this.size = size;
    this.cells = cells;
    boolean isText = column.type() == PhysicalType.BYTE_ARRAY;
    long min = (long) size * (isText ? Integer.BYTES : column.width());
    if (column.type() == PhysicalType.BOOLEAN || min > this.bytes.remaining()) {
      throw ParquetFaults.malformed(
          "The dictionary of column %s has fewer values than its page says."
              .formatted(column.quotedName()));
    }
    starts = isText ? starts() : new int[0];
    known = new double[isText || cells.kind() == ValueKind.DECIMAL ? size : 0];
    Arrays.fill(known, Double.longBitsToDouble(UNKNOWN));
  }

  private int[] starts() {
    int[] found = new int[size];
    ByteBuffer rest = bytes.duplicate().order(bytes.order());
    for (int i = 0; i < size; i++) {
      found[i] = rest.position();
      ValueReader.taken(rest, rest.getInt());
    }
    return found;
  }

  /** Returns a reader of values that are named by number. */
  ValueReader reader(ByteBuffer page) {
    if (!page.hasRemaining()) {
      return () -> {
        throw ParquetFaults.tooFewValues();
      };
    }
    RunReader numbers = new RunReader(page, Byte.toUnsignedInt(page.get()));
    return () -> cell(numbers.next());
  }

  private double cell(int number) {
    if (number < 0 || number >= size) {
      throw ParquetFaults.malformed(
          "Column %s has a value of the number %s, and its dictionary has %d values."
              .formatted(column.quotedName(), Integer.toUnsignedString(number), size));
    }
    if (known.length == 0) {
      return decoded(number);
    }
    if (Double.doubleToRawLongBits(known[number]) == UNKNOWN) {
      known[number] = decoded(number);
    }
    return known[number];
  }

  private double decoded(int number) {
    bytes.position(starts.length == 0 ? number * column.width() : starts[number]);
    return ValueReader.plain(column, bytes, cells).next();
  }
}
