package dev.neuron.http.parquet;

import java.nio.ByteBuffer;

/**
 * Reads texts of which each is stored as the length of the beginning that it shares with the one
 * before, and its rest (the format's DELTA_BYTE_ARRAY). A page may so hold far more text than it
 * has bytes, which is counted.
 */
final class PrefixReader implements ValueReader {

  private final ByteBuffer rests;
  private final ColumnCells cells;
  private final PageBytes pages;
  private final DeltaReader prefixLengths;
  private final DeltaReader restLengths;
  private byte[] previous = new byte[0];

  /**
   * @param max the maximum number of texts
   * @param pages counts the bytes of the texts
   */
  PrefixReader(ByteBuffer bytes, int max, ColumnCells cells, PageBytes pages) {
    this.cells = cells;
    this.pages = pages;
    prefixLengths = new DeltaReader(bytes.duplicate(), max);
    new DeltaReader(bytes, max).skipToEnd();
    restLengths = new DeltaReader(bytes.duplicate(), max);
    new DeltaReader(bytes, max).skipToEnd();
    rests = bytes;
  }

  @Override
  public double next() {
    int prefix = (int) prefixLengths.next();
    ByteBuffer rest = ValueReader.taken(rests, (int) restLengths.next());
    if (prefix < 0 || prefix > previous.length) {
      throw ParquetFaults.tooFewValues();
    }
    pages.count(prefix);
    byte[] text = new byte[prefix + rest.remaining()];
    System.arraycopy(previous, 0, text, 0, prefix);
    rest.get(text, prefix, rest.remaining());
    previous = text;
    return cells.ofBytes(ByteBuffer.wrap(text).order(rests.order()));
  }
}
