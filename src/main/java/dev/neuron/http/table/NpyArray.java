package dev.neuron.http.table;

import dev.neuron.core.data.DoubleBlocks;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.Faults;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.Matrix;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import dev.neuron.table.CellSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Reads an array as {@code numpy.save} writes it, in large pieces. The size in the header is
 * allocated at once only if the body's length confirms it and the first numbers have arrived;
 * otherwise memory grows with what arrives.
 */
final class NpyArray {

  private static final int CHUNK_BYTES = 1 << 16;

  /** The number, its double, and a double more while columns become rows. */
  private static final long MEMORY_PER_NUMBER = Short.BYTES + 2 * Double.BYTES;

  private final NpyHeader header;
  private final InputStream body;
  private final ByteBuffer chunk;
  private final Faults.Collector faults = new Faults.Collector();

  /** The number of numbers read so far. */
  private long done;

  private NpyArray(NpyHeader header, InputStream body) {
    this.header = header;
    this.body = body;
    chunk = ByteBuffer.allocate(CHUNK_BYTES).order(header.type().order());
  }

  /**
   * Reads a body to its end.
   *
   * @param length its bytes; −1 if not known
   * @param limit the maximum number of bytes that a header may announce
   * @param reserve takes the memory, in bytes, of an array whose numbers are so narrow that it
   *     takes more than a body of this length was granted
   */
  static Matrix read(InputStream body, long length, long limit, LongConsumer reserve)
      throws IOException {
    NpyHeader header = NpyHeader.read(body);
    header.requireAtMost(limit);
    if (length >= 0 && length != header.bytes() + header.dataBytes()) {
      throw NpyHeader.malformed(
          "The header promises %d bytes of numbers, and %d follow it."
              .formatted(header.dataBytes(), length - header.bytes()));
    }
    if (header.type().bytes() < Float.BYTES) {
      reserve.accept(header.count() * MEMORY_PER_NUMBER);
    }
    NpyArray array = new NpyArray(header, body);
    double[] values = length >= 0 ? array.confirmed() : array.promised();
    array.requireEnd();
    return header.dimensions() == 1
        ? Matrix.ofBareRow(values)
        : Matrix.ofArray(array.rowByRow(values), header.rows(), header.columns());
  }

  /** Reads a body to its end, row by row, however large the array is. */
  static void read(InputStream body, CellSink rows) throws IOException {
    NpyHeader header = NpyHeader.read(body);
    header.requireRows();
    long numbers = header.numbers();
    long columns = header.shape().getLast();
    NpyArray array = new NpyArray(header, body);
    double[] some = new double[CHUNK_BYTES / Float.BYTES];
    while (array.done < numbers) {
      long first = array.done;
      int count = array.next(some, 0, (int) Math.min(numbers - first, some.length));
      for (int i = 0; i < count; i++) {
        rows.add(Double.isNaN(some[i]) ? rows.missingCell() : some[i]);
        if ((first + i + 1) % columns == 0) {
          rows.endRow();
        }
      }
    }
    array.requireEnd();
  }

  /** Refuses what follows the numbers, and numbers that no double holds. */
  private void requireEnd() throws IOException {
    if (body.read() >= 0) {
      throw NpyHeader.malformed("There are bytes after the numbers that the header promises.");
    }
    if (!faults.isEmpty()) {
      throw new UnreadableException(ProblemType.UNUSABLE_CELL, faults.faults());
    }
  }

  /**
   * Allocates the rest once the first numbers have arrived: a body may announce what it never
   * sends.
   */
  private double[] confirmed() throws IOException {
    double[] first = new double[Math.min(header.count(), CHUNK_BYTES / header.type().bytes())];
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
    int width = header.type().bytes();
    int count = Math.min(Math.min(max, values.length - at), CHUNK_BYTES / width);
    int bytes = count * width;
    if (body.readNBytes(chunk.array(), 0, bytes) < bytes) {
      throw NpyHeader.malformed("The body ends before the numbers that the header promises.");
    }
    if (header.type().isDouble()) {
      chunk.asDoubleBuffer().get(values, at, count);
    } else {
      NpyType.Reading reading = header.type().reading();
      for (int i = 0; i < count; i++) {
        values[at + i] = usable(reading.at(chunk, i * width), done + i);
      }
    }
    done += count;
    return count;
  }

  /** Returns a number, or 0 for an integer that no double holds, which is noted. */
  private double usable(double value, long index) {
    if (Double.isNaN(value) && header.type().isInteger()) {
      faults.add(() -> notExact(index));
      return 0;
    }
    return value;
  }

  private Fault notExact(long index) {
    long rows = header.dimensions() == 1 ? 1 : header.shape().getFirst();
    long columns = header.shape().getLast();
    ErrorLocation place =
        ErrorLocation.ofRow(
            (int)
                Math.min(
                    header.columnByColumn() ? index % rows : index / columns, Integer.MAX_VALUE),
            String.valueOf(header.columnByColumn() ? index / rows : index % columns));
    return new Fault(
        place,
        place.describe(
            "the integer is beyond ±2⁵³, where a double does not hold each of them; subtract a constant, or send float64."));
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
