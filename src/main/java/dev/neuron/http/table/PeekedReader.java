package dev.neuron.http.table;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/** A reader whose first characters can be looked at before they are read. */
final class PeekedReader extends Reader {

  /** The maximum number of characters to look at. */
  static final int MAX_HEAD = 1 << 16;

  private final Reader text;
  private char[] head = new char[1 << 12];
  private int length;
  private int position;

  PeekedReader(Reader text) {
    this.text = text;
  }

  /** Reads the first characters, which {@link #read} then returns first. */
  String peek() throws IOException {
    int count = 0;
    while (count >= 0 && length < MAX_HEAD) {
      length += count;
      if (length == head.length) {
        head = Arrays.copyOf(head, 2 * length);
      }
      count = text.read(head, length, Math.min(head.length, MAX_HEAD) - length);
    }
    return new String(head, 0, length);
  }

  /** True if there is no more than {@link #peek} has returned. */
  boolean isWhole() {
    return length < MAX_HEAD;
  }

  /** Leaves out some of the first characters. */
  void skipHead(int count) {
    position += count;
  }

  @Override
  public int read(char[] buffer, int offset, int count) throws IOException {
    if (position == length) {
      return text.read(buffer, offset, count);
    }
    int copied = Math.min(count, length - position);
    System.arraycopy(head, position, buffer, offset, copied);
    position += copied;
    return copied;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
