package dev.neuron.core.chunk;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.math.LaneSums;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Up to {@value LaneSums#CHUNK_ROWS} rows of a dataset: features and targets, all checked. */
public final class RowChunk {

  private final Dataset rows;

  private RowChunk(Dataset rows) {
    this.rows = rows;
  }

  /**
   * A chunk of these rows.
   *
   * @param rows without weights
   */
  public static RowChunk of(Dataset rows) {
    return new RowChunk(rows);
  }

  /** Decodes what {@link #encode} returned. */
  public static RowChunk decode(byte[] bytes, int features) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int count = bytes.length / Double.BYTES / (features + 1);
    double[] x = new double[count * features];
    double[] y = new double[count];
    buffer.asDoubleBuffer().get(x).get(y);
    return new RowChunk(Dataset.ofChecked(new Matrix(x, count, features), y));
  }

  /** Encodes all x row by row and then all y, as little-endian doubles. */
  public byte[] encode() {
    int numbers = rows.rows() * rows.features();
    byte[] bytes = new byte[(numbers + rows.rows()) * Double.BYTES];
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .put(rows.x().values(), 0, numbers)
        .put(rows.y(), 0, rows.rows());
    return bytes;
  }

  Dataset rows() {
    return rows;
  }

  /** The bytes of a full chunk with d features, encoded or not. */
  static long bytes(int features) {
    return (long) LaneSums.CHUNK_ROWS * (features + 1) * Double.BYTES;
  }
}
