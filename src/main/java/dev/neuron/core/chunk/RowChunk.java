package dev.neuron.core.chunk;

import dev.neuron.core.data.CodedRows;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.LaneSums;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Up to {@value LaneSums#CHUNK_ROWS} rows of a table, cell by cell. A cell that is no number is a
 * NaN with a code; {@link CodedRows} says what it stands for.
 */
public final class RowChunk {

  private final double[] cells;
  private final int columns;

  /**
   * Creates a chunk.
   *
   * @param cells row by row; not copied, and not to be modified afterwards
   * @param columns how many cells a row has
   */
  public RowChunk(double[] cells, int columns) {
    this.cells = cells;
    this.columns = columns;
  }

  /** Decodes what {@link #encode} returned. */
  public static RowChunk decode(byte[] bytes, int columns) {
    double[] cells = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(cells);
    return new RowChunk(cells, columns);
  }

  /** Encodes all cells row by row, as little-endian doubles. */
  public byte[] encode() {
    byte[] bytes = new byte[cells.length * Double.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(cells);
    return bytes;
  }

  /** The number of rows. */
  public int rows() {
    return cells.length / columns;
  }

  /** The cells row by row; the array itself, not to be modified. */
  public double[] cells() {
    return cells;
  }

  /** The rows as a dataset without names. */
  Dataset dataset(CodedRows coded) {
    return coded.decode(cells, rows(), null);
  }

  /** The bytes of a full chunk whose rows have a number of values. */
  static long bytes(int values) {
    return (long) LaneSums.CHUNK_ROWS * values * Double.BYTES;
  }
}
