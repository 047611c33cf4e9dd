package dev.neuron.core.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A stream of UTF-8 text that skips a byte order mark at its start. */
public final class UnmarkedInputStream extends PushbackInputStream {

  private static final byte[] MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

  private boolean hasBegun;

  /**
   * @param text read from with the first read, not before
   */
  public UnmarkedInputStream(InputStream text) {
    super(text, MARK.length);
  }

  @Override
  public int read() throws IOException {
    begin();
    return super.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    begin();
    return super.read(buffer, offset, length);
  }

  @Override
  public long skip(long count) throws IOException {
    begin();
    return super.skip(count);
  }

  private void begin() throws IOException {
    if (hasBegun) {
      return;
    }
    hasBegun = true;
    byte[] first = in.readNBytes(MARK.length);
    if (!Arrays.equals(first, MARK)) {
      unread(first);
    }
  }
}
