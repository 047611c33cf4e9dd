package dev.neuron.http.table;

import dev.neuron.core.data.DoubleBlocks;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.data.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads an array as {@code numpy.save} writes it, in large pieces. The size in the header is
 * allocated at once only if the body's length confirms it and the first numbers have arrived;
 * otherwise memory grows with what arrives.
 */
final class NpyArray {

  private static final int CHUNK_BYTES = 1 << 16;

  private final NpyHeader header;
  private final InputStream body;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private NpyArray(NpyHeader header, InputStream body) {
    this.header = header;
    this.body = body;
  }

  /**
   * Reads a body to its end.
   *
   * @param length its bytes; −1 if not known
   * @param limit the maximum number of bytes that a header may announce
   */
  static Matrix read(InputStream body, long length, long limit) throws IOException {
    NpyHeader header = NpyHeader.read(body);
    header.requireAtMost(limit);
    if (length >= 0 && length != header.bytes() + header.dataBytes()) {
      throw NpyHeader.malformed(
          "The header promises %d bytes of numbers, and %d follow it."
              .formatted(header.dataBytes(), length - header.bytes()));
    }
    NpyArray array = new NpyArray(header, body);
    double[] values = length >= 0 ? array.confirmed() : array.promised();
    requireEnd(body);
    return header.dimensions() == 1
        ? Matrix.ofBareRow(values)
        : Matrix.ofArray(array.rowByRow(values), header.rows(), header.columns());
  }

  /** Reads a body to its end, row by row, however large the array is. */
  static void read(InputStream body, RowSink rows) throws IOException {
    NpyHeader header = NpyHeader.read(body);
    header.requireRows();
    long numbers = header.numbers();
    long columns = header.shape().getLast();
    NpyArray array = new NpyArray(header, body);
    double[] some = new double[CHUNK_BYTES / Float.BYTES];
    long done = 0;
    while (done < numbers) {
      int count = array.next(some, 0, (int) Math.min(numbers - done, some.length));
      for (int i = 0; i < count; i++) {
        rows.add(some[i]);
        if (++done % columns == 0) {
          rows.endRow();
        }
      }
    }
    requireEnd(body);
  }

  private static void requireEnd(InputStream body) throws IOException {
    if (body.read() >= 0) {
      throw NpyHeader.malformed("There are bytes after the numbers that the header promises.");
    }
  }

  /**
   * Allocates the rest once the first numbers have arrived: a body may announce what it never
   * sends.
   */
  private double[] confirmed() throws IOException {
    double[] first = new double[Math.min(header.count(), CHUNK_BYTES / header.valueBytes())];
    int count = next(first, 0, first.length);
    double[] values = Arrays.copyOf(first, header.count());
    while (count < values.length) {
      count += next(values, count, values.length - count);
    }
    return values;
  }

  private double[] promised() throws IOException {
    DoubleBlocks blocks = new DoubleBlocks();
    double[] some = new double[CHUNK_BYTES / Float.BYTES];
    while (blocks.size() < header.count()) {
      blocks.add(some, next(some, 0, header.count() - blocks.size()));
    }
    return blocks.toArray();
  }

  /** Reads further numbers into an array from an index; at least one, at most a chunk. */
  private int next(double[] values, int at, int max) throws IOException {
    int count = Math.min(max, CHUNK_BYTES / header.valueBytes());
    int bytes = count * header.valueBytes();
    if (body.readNBytes(chunk.array(), 0, bytes) < bytes) {
      throw NpyHeader.malformed("The body ends before the numbers that the header promises.");
    }
    if (header.valueBytes() == Double.BYTES) {
      chunk.asDoubleBuffer().get(values, at, count);
    } else {
      for (int i = 0; i < count; i++) {
        values[at + i] = chunk.getFloat(i * Float.BYTES);
      }
    }
    return count;
  }

  private double[] rowByRow(double[] values) {
    if (!header.columnByColumn()) {
      return values;
    }
    int rows = header.rows();
    int columns = header.columns();
    double[] turned = new double[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[i * columns + j] = values[j * rows + i];
      }
    }
    return turned;
  }
}
