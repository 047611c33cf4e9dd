package dev.neuron.http.encoding;

import dev.neuron.problem.RefusedBodyException;
import java.io.IOException;
import java.util.zip.CRC32;

/** The header of a member of gzip (RFC 1952, 2.3), which says nothing about the content. */
final class GzipHeader {

  private static final int FIRST_BYTE = 0x1F;
  private static final int SECOND_BYTE = 0x8B;
  private static final int DEFLATE = 8;

  private static final int HAS_CHECKSUM = 1 << 1;
  private static final int HAS_EXTRA = 1 << 2;
  private static final int HAS_NAME = 1 << 3;
  private static final int HAS_COMMENT = 1 << 4;
  private static final int RESERVED = 0xE0;

  /** The time, the extra flags and the operating system. */
  private static final int IGNORED_BYTES = 6;

  private static final int CHECKSUM_MASK = 0xFFFF;

  private final CompressedBytes bytes;
  private final CRC32 checksum = new CRC32();

  private GzipHeader(CompressedBytes bytes) {
    this.bytes = bytes;
  }

  /** Reads a header to its end. */
  static void skip(CompressedBytes bytes) throws IOException {
    new GzipHeader(bytes).skip();
  }

  private void skip() throws IOException {
    if (next() != FIRST_BYTE || next() != SECOND_BYTE) {
      throw RefusedBodyException.malformedGzip(
          "The body, or what follows a part of it, does not begin as gzip does, with the bytes"
              + " 1F 8B.");
    }
    int method = next();
    int flags = next();
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      throw RefusedBodyException.malformedGzip("The header is not one of RFC 1952.");
    }
    skip(IGNORED_BYTES);
    if ((flags & HAS_EXTRA) != 0) {
      skip(nextShort());
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    long expected = checksum.getValue() & CHECKSUM_MASK;
    if ((flags & HAS_CHECKSUM) != 0 && nextShort() != expected) {
      throw RefusedBodyException.malformedGzip("The checksum of the header is wrong.");
    }
  }

  private int next() throws IOException {
    int next = bytes.next();
    checksum.update(next);
    return next;
  }

  private int nextShort() throws IOException {
    return next() | (next() << Byte.SIZE);
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // Texts are not used.
    }
  }
}
