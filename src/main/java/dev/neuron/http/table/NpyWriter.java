package dev.neuron.http.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes numbers as {@code numpy.save} does: one dimension, float64, little-endian, version 1.0.
 */
final class NpyWriter {

  private static final String MAGIC = "\u0093NUMPY\u0001\u0000";
  private static final int ALIGNMENT = 64;
  private static final int CHUNK = 1024;

  private NpyWriter() {}

  /** Returns the number of bytes that {@link #write} writes. */
  static long length(int count) {
    return header(count).length + (long) Double.BYTES * count;
  }

  static void write(double[] values, OutputStream out) throws IOException {
    out.write(header(values.length));
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      chunk.asDoubleBuffer().put(values, from, count);
      out.write(chunk.array(), 0, count * Double.BYTES);
    }
  }

  /** Returns the header, padded with spaces so that the numbers begin at a multiple of 64. */
  private static byte[] header(int count) {
    String description =
        "{'descr': '<f8', 'fortran_order': False, 'shape': (%d,), }".formatted(count);
    int before = MAGIC.length() + Short.BYTES;
    int padding = ALIGNMENT - 1 - (before + description.length()) % ALIGNMENT;
    int length = description.length() + padding + 1;
    return ByteBuffer.allocate(before + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC.getBytes(StandardCharsets.ISO_8859_1))
        .putShort((short) length)
        .put((description + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }
}
