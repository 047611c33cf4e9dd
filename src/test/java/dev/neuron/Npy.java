package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** NumPy arrays for and from the service; shares nothing with its code. */
final class Npy {

  private static final String MAGIC = "\u0093NUMPY\u0001\u0000";

  private Npy() {}

  /** float64, row by row. */
  static byte[] array(String shape, double... values) {
    byte[] header = header("<f8", shape);
    ByteBuffer body =
        ByteBuffer.allocate(header.length + 8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    body.put(header);
    for (double value : values) {
      body.putDouble(value);
    }
    return body.array();
  }

  /** int64, row by row. */
  static byte[] integers(String shape, long... values) {
    byte[] header = header("<i8", shape);
    ByteBuffer body =
        ByteBuffer.allocate(header.length + 8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    body.put(header);
    for (long value : values) {
      body.putLong(value);
    }
    return body.array();
  }

  static byte[] header(String type, String shape) {
    String dict = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(type, shape);
    return ByteBuffer.allocate(MAGIC.length() + 2 + dict.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC.getBytes(StandardCharsets.ISO_8859_1))
        .putShort((short) dict.length())
        .put(dict.getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }

  /** The numbers of a float64 array with one dimension. */
  static double[] values(byte[] array) {
    ByteBuffer buffer = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    int data = MAGIC.length() + 2 + buffer.getShort(MAGIC.length());
    String header = new String(array, 0, data, StandardCharsets.ISO_8859_1);
    assertThat(header).startsWith(MAGIC).contains("'<f8'", "False").endsWith("\n");
    assertThat(data % 64).isZero();
    double[] values = new double[(array.length - data) / 8];
    buffer.position(data).slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    assertThat(header).contains("(" + values.length + ",)");
    return values;
  }
}
