package dev.neuron.http.parquet;

import java.nio.ByteBuffer;

/**
 * Reads small integers that are stored as runs: one of a number of equal values, or one of groups
 * of eight that are packed bit by bit (the format's RLE/bit-packing hybrid).
 */
final class RunReader {

  private static final int GROUP = 8;
  private static final int MAX_SHIFT = 28;

  private final ByteBuffer bytes;
  private final int width;
  private long left;
  private boolean isPacked;
  private int value;

  /** Bits that have been read and not been used, from the lowest on. */
  private long bits;

  private int bitCount;

  /**
   * Creates a reader.
   *
   * @param width bits of a value; with 0, all are 0 and nothing is read
   */
  RunReader(ByteBuffer bytes, int width) {
    if (width < 0 || width > Integer.SIZE) {
      throw ParquetFaults.malformed(
          "A page has values of %d bits; 32 are the most.".formatted(width));
    }
    this.bytes = bytes;
    this.width = width;
  }

  /** Returns the next value, unsigned. */
  int next() {
    if (width == 0) {
      return 0;
    }
    while (left == 0) {
      beginRun();
    }
    left--;
    return isPacked ? unpacked() : value;
  }

  private void beginRun() {
    long header = varint();
    isPacked = (header & 1) == 1;
    if (isPacked) {
      left = (header >>> 1) * GROUP;
      bits = 0;
      bitCount = 0;
      return;
    }
    left = header >>> 1;
    value = 0;
    for (int shift = 0; shift < width; shift += Byte.SIZE) {
      value |= Byte.toUnsignedInt(bytes.get()) << shift;
    }
  }

  private int unpacked() {
    while (bitCount < width) {
      bits |= Byte.toUnsignedLong(bytes.get()) << bitCount;
      bitCount += Byte.SIZE;
    }
    int next = (int) (bits & ((1L << width) - 1));
    bits >>>= width;
    bitCount -= width;
    return next;
  }

  private long varint() {
    long header = 0;
    for (int shift = 0; shift <= MAX_SHIFT; shift += Byte.SIZE - 1) {
      byte next = bytes.get();
      header |= (long) (next & Byte.MAX_VALUE) << shift;
      if (next >= 0) {
        return header;
      }
    }
    throw ParquetFaults.malformed("A run of values is longer than any can be.");
  }
}
