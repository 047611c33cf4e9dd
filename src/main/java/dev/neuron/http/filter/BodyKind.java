package dev.neuron.http.filter;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The maximum memory of a body while it is read. The figures are the worst case, so that no body
 * takes more than it was granted.
 */
public enum BodyKind {
  /**
   * A number and a comma are two bytes of text and eight in memory, and eight more while blocks of
   * numbers become one array.
   */
  TEXT(8),
  /** A float32 is four bytes, in memory eight, and eight more while columns become rows. */
  ARRAY(4),
  /**
   * A file is kept whole, and copied once while it arrives; then a byte of its description is at
   * most six in memory. What its cells take is reserved when the description has said how many.
   */
  FILE(8),
  /**
   * Trainings, one a line, read in batches of lines; the memory does not depend on their number.
   */
  LINES(0),
  /** Uploaded rows, stored chunk by chunk; the memory does not depend on their number. */
  UPLOAD(0);

  /** Two bytes can be a name, which is two objects and a reference in memory. */
  private static final long BYTES_OF_NAMES_PER_BYTE = 24;

  /** The bytes of as many names as a reader accepts, two bytes each. */
  private static final long MAX_BYTES_OF_NAMES = 2L * RequestLimits.MAX_NAMES;

  /** Buffers for reading and for responses. Rows and lines are counted as they arrive. */
  private static final long BYTES_OF_BUFFERS = 1L << 19;

  private static final String ARRAY_TYPE = "application/x-npy";
  private static final String FILE_TYPE = "application/vnd.apache.parquet";

  private final int bytesPerByte;

  BodyKind(int bytesPerByte) {
    this.bytesPerByte = bytesPerByte;
  }

  static BodyKind of(HttpServletRequest request, List<StreamedBody> streamed) {
    return streamed.stream()
        .filter(body -> body.matches(request))
        .map(StreamedBody::kind)
        .findFirst()
        .orElseGet(() -> ofType(request.getContentType()));
  }

  private static BodyKind ofType(@Nullable String type) {
    if (startsWith(type, FILE_TYPE)) {
      return FILE;
    }
    return startsWith(type, ARRAY_TYPE) ? ARRAY : TEXT;
  }

  /** True if a body has no length limit because it is processed while it arrives. */
  boolean isEndless() {
    return this == LINES || this == UPLOAD;
  }

  /**
   * Returns the maximum memory that reading a body takes.
   *
   * @param keptBesides true if its bytes are kept as well
   */
  long memory(long bytes, boolean keptBesides) {
    if (isEndless()) {
      return BYTES_OF_BUFFERS;
    }
    return bytes * perByte(keptBesides)
        + BYTES_OF_NAMES_PER_BYTE * Math.min(bytes, MAX_BYTES_OF_NAMES);
  }

  /** Returns the length of the longest body that can be read in this memory. */
  long longest(long memory, boolean keptBesides) {
    if (isEndless()) {
      return Long.MAX_VALUE;
    }
    long forNumbers = memory - BYTES_OF_NAMES_PER_BYTE * MAX_BYTES_OF_NAMES;
    long perByte = perByte(keptBesides);
    return Math.max(forNumbers / perByte, memory / (perByte + BYTES_OF_NAMES_PER_BYTE));
  }

  private long perByte(boolean keptBesides) {
    return bytesPerByte + (keptBesides ? 1L : 0);
  }

  static boolean startsWith(@Nullable String type, String start) {
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(start);
  }
}
