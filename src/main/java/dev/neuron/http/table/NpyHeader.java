package dev.neuron.http.table;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The header of a NumPy array that can be read.
 *
 * @param bytes length of the header itself
 * @param type what its numbers are
 * @param columnByColumn whether the numbers are in Fortran order
 * @param shape one or two lengths, each at least 1
 */
record NpyHeader(int bytes, NpyType type, boolean columnByColumn, List<Long> shape) {

  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] GZIP = {0x1F, (byte) 0x8B};
  private static final int MAX_LENGTH = 1 << 16;

  /** The longest array that every JVM can allocate. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  /** Reads the header of version 1.0, 2.0 or 3.0. */
  static NpyHeader read(InputStream body) throws IOException {
    ByteBuffer start = next(body, MAGIC.length + 2);
    byte[] magic = new byte[MAGIC.length];
    start.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw malformed(
          magic[0] == GZIP[0] && magic[1] == GZIP[1]
              ? "The body is compressed by gzip: send the header Content-Encoding: gzip with it."
              : "The body does not begin as numpy.save begins an array.");
    }
    int version = start.get();
    int minor = start.get();
    if (version < 1 || version > 3 || minor != 0) {
      throw malformed("Versions 1.0, 2.0 and 3.0 of the format are read, this is another.");
    }
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    ByteBuffer lengthField = next(body, lengthBytes);
    long length =
        version == 1
            ? Short.toUnsignedLong(lengthField.getShort())
            : Integer.toUnsignedLong(lengthField.getInt());
    if (length > MAX_LENGTH) {
      throw malformed("The header is longer than %d bytes.".formatted(MAX_LENGTH));
    }
    byte[] text = next(body, (int) length).array();
    NpyDescription described =
        new NpyDescription(new String(text, StandardCharsets.ISO_8859_1)).read();
    return new NpyHeader(
        start.capacity() + lengthBytes + (int) length,
        NpyType.of(described.type()),
        described.columnByColumn(),
        checkedShape(described.shape()));
  }

  /** Refuses an array of more bytes, whatever its shape multiplies to. */
  void requireAtMost(long limit) {
    long values = Math.min(limit / type.bytes(), MAX_VALUES);
    for (long length : shape) {
      values /= length;
    }
    if (values == 0) {
      throw new UnreadableException(
          ProblemType.REQUEST_TOO_LARGE,
          ErrorLocation.NOWHERE,
          "The header promises more numbers than the limit of %d bytes allows.".formatted(limit));
    }
  }

  /** Refuses an array that does not come row by row. */
  void requireRows() {
    if (dimensions() != 2) {
      throw new InvalidInputException(
          Reason.NO_ROWS,
          ErrorLocation.NOWHERE,
          "A table to train on has rows and columns, this has one dimension.");
    }
    if (columnByColumn) {
      throw unsupported(
          "An array that is uploaded comes row by row, in C order: this one is in Fortran order.");
    }
  }

  int dimensions() {
    return shape.size();
  }

  /**
   * Returns the number of rows. Call this and the methods below only after {@link #requireAtMost}.
   */
  int rows() {
    return dimensions() == 1 ? 1 : Math.toIntExact(shape.getFirst());
  }

  int columns() {
    return Math.toIntExact(shape.getLast());
  }

  int count() {
    return Math.multiplyExact(rows(), columns());
  }

  /** Returns how many numbers an array of any size has. */
  long numbers() {
    long numbers = 1;
    for (long length : shape) {
      if (numbers > Long.MAX_VALUE / length) {
        throw malformed("The header promises more numbers than there can be.");
      }
      numbers *= length;
    }
    return numbers;
  }

  long dataBytes() {
    return (long) count() * type.bytes();
  }

  static UnreadableException malformed(String detail) {
    return new UnreadableException(ProblemType.MALFORMED_NPY, ErrorLocation.NOWHERE, detail);
  }

  static UnreadableException unsupported(String detail) {
    return new UnreadableException(ProblemType.UNSUPPORTED_ARRAY, ErrorLocation.NOWHERE, detail);
  }

  private static List<Long> checkedShape(List<Long> shape) {
    if (shape.isEmpty() || shape.size() > 2) {
      throw unsupported(
          "The shape has %d dimensions; rows and columns are two.".formatted(shape.size()));
    }
    if (shape.contains(0L)) {
      throw new InvalidInputException(
          Reason.NO_ROWS,
          ErrorLocation.NOWHERE,
          "The shape has a length of 0: there are no numbers.");
    }
    return shape;
  }

  private static ByteBuffer next(InputStream body, int count) throws IOException {
    byte[] bytes = body.readNBytes(count);
    if (bytes.length < count) {
      throw malformed("The body ends within the header.");
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
