package dev.neuron.http.encoding;

import dev.neuron.problem.RefusedBodyException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.zip.Inflater;

/**
 * The bytes of a compressed body, buffered for the header, the inflater and the trailer in turn.
 */
final class CompressedBytes {

  private static final int BUFFER_BYTES = 1 << 13;

  private final InputStream body;
  private final Duration maxWait;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;
  private long startNanos;

  /**
   * Buffers a body.
   *
   * @param maxWait how long bytes may arrive between two calls of {@link #restartClock}
   */
  CompressedBytes(InputStream body, Duration maxWait) {
    this.body = body;
    this.maxWait = maxWait;
  }

  void restartClock() {
    startNanos = System.nanoTime();
  }

  /** True at the end of the body; waits for a byte to know. */
  boolean isAtEnd() throws IOException {
    while (from == to) {
      int count = body.read(buffer);
      if (count < 0) {
        return true;
      }
      from = 0;
      to = count;
      if (System.nanoTime() - startNanos > maxWait.toNanos()) {
        throw RefusedBodyException.tooSlow(maxWait);
      }
    }
    return false;
  }

  /** Returns the next byte, unsigned. */
  int next() throws IOException {
    requireMore();
    return Byte.toUnsignedInt(buffer[from++]);
  }

  /** Passes on what is buffered, at least one byte. */
  void feed(Inflater inflater) throws IOException {
    requireMore();
    inflater.setInput(buffer, from, to - from);
    from = to;
  }

  /** Takes back what the inflater has not used of its last input. */
  void takeBack(Inflater inflater) {
    from = to - inflater.getRemaining();
  }

  private void requireMore() throws IOException {
    if (isAtEnd()) {
      throw RefusedBodyException.malformedGzip("The body ends before its gzip data do.");
    }
  }
}
