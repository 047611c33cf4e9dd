package dev.neuron.http.parquet;

import java.nio.ByteBuffer;

/**
 * Reads integers that are stored as differences (the format's DELTA_BINARY_PACKED): blocks of a
 * least difference and miniblocks of what each difference is more, packed bit by bit.
 */
final class DeltaReader {

  private static final int MAX_BLOCK = 1 << 16;

  /** Miniblocks have a multiple of this many values. */
  private static final int UNIT = 32;

  private static final int BYTE_MASK = Byte.SIZE - 1;
  private static final int SHIFT_TO_BYTES = 3;

  private final ByteBuffer bytes;
  private final byte[] widths;
  private final int valuesOfMiniblock;
  private final int total;
  private int done;
  private long value;

  private long leastDelta;

  /** Index of the next miniblock of the block. */
  private int nextMiniblock;

  private ByteBuffer miniblock = ByteBuffer.allocate(0);
  private int width;
  private int leftOfMiniblock;
  private int bit;

  /**
   * Reads the header.
   *
   * @param max the maximum number of values that there may be
   */
  DeltaReader(ByteBuffer bytes, int max) {
    this.bytes = bytes;
    long block = varint();
    long miniblocks = varint();
    long count = varint();
    value = signed();
    boolean isSound =
        block > 0
            && block <= MAX_BLOCK
            && miniblocks > 0
            && miniblocks <= block
            && block % miniblocks == 0
            && block / miniblocks % UNIT == 0
            && count >= 0
            && count <= max;
    if (!isSound) {
      throw malformed();
    }
    widths = new byte[(int) miniblocks];
    nextMiniblock = widths.length;
    valuesOfMiniblock = (int) (block / miniblocks);
    total = (int) count;
  }

  /** Returns the next value. */
  long next() {
    if (done == total) {
      throw malformed();
    }
    if (done++ == 0) {
      return value;
    }
    if (leftOfMiniblock == 0) {
      beginMiniblock();
    }
    leftOfMiniblock--;
    value += leastDelta + unpacked();
    return value;
  }

  /** Reads what is left, so that the buffer's position is behind all values. */
  void skipToEnd() {
    while (done < total) {
      next();
    }
  }

  private void beginMiniblock() {
    if (nextMiniblock == widths.length) {
      leastDelta = signed();
      bytes.get(widths);
      nextMiniblock = 0;
    }
    width = Byte.toUnsignedInt(widths[nextMiniblock++]);
    if (width > Long.SIZE) {
      throw malformed();
    }
    int length = valuesOfMiniblock / Byte.SIZE * width;
    miniblock = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    leftOfMiniblock = valuesOfMiniblock;
    bit = 0;
  }

  private long unpacked() {
    long unpacked = 0;
    int count = 0;
    while (count < width) {
      int offset = bit & BYTE_MASK;
      int taken = Math.min(Byte.SIZE - offset, width - count);
      long part =
          (Byte.toUnsignedLong(miniblock.get(bit >>> SHIFT_TO_BYTES)) >>> offset)
              & ((1L << taken) - 1);
      unpacked |= part << count;
      count += taken;
      bit += taken;
    }
    return unpacked;
  }

  private long signed() {
    long read = varint();
    return (read >>> 1) ^ -(read & 1);
  }

  private long varint() {
    long read = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE - 1) {
      byte next = bytes.get();
      read |= (long) (next & Byte.MAX_VALUE) << shift;
      if (next >= 0) {
        return read;
      }
    }
    throw malformed();
  }

  private static RuntimeException malformed() {
    return ParquetFaults.malformed(
        "A page of differences has a header that cannot be right, or fewer values than it says.");
  }
}
