package dev.neuron.training.lines;

import dev.neuron.problem.RefusedBodyException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Splits a stream into lines, and skips those longer than a limit. */
final class LineReader {

  /**
   * One line.
   *
   * @param number counted from 1
   * @param bytes without the line break; null if the line was too long and has been skipped
   */
  record Line(long number, byte @Nullable [] bytes) {}

  private static final int FIRST_SIZE = 1 << 14;

  private final InputStream in;
  private final int maxLength;
  private final Duration maxTime;
  private long startedNanos;
  private byte[] buffer = new byte[FIRST_SIZE];
  private int from;
  private int to;
  private long number;
  private boolean ended;

  /**
   * Creates a reader of a body.
   *
   * @param maxLength the maximum of bytes of a line
   * @param maxTime how long it may take until the next line that is not blank is complete
   */
  LineReader(InputStream in, int maxLength, Duration maxTime) {
    this.in = in;
    this.maxLength = maxLength;
    this.maxTime = maxTime;
  }

  /** Returns the number of the line that was read last; 0 before the first. */
  long number() {
    return number;
  }

  /** True if there are bytes to read without waiting for the client. */
  boolean isReady() throws IOException {
    return lineBreak(from) >= 0 || in.available() > 0;
  }

  /**
   * Returns the next line that is not blank; null at the end.
   *
   * @throws RefusedBodyException if it is not complete in time
   */
  @Nullable Line next() throws IOException {
    startedNanos = System.nanoTime();
    Line line = read();
    while (line != null && line.bytes() != null && isBlank(line.bytes())) {
      line = read();
    }
    return line;
  }

  private @Nullable Line read() throws IOException {
    int searched = from;
    int end = lineBreak(searched);
    while (end < 0 && !ended) {
      if (to - from > maxLength) {
        return skip();
      }
      searched = to - from;
      fill();
      end = lineBreak(from + searched);
    }
    if (end < 0 && from == to) {
      return null;
    }
    int stop = end < 0 ? to : end;
    byte[] bytes = Arrays.copyOfRange(buffer, from, stop);
    from = end < 0 ? to : end + 1;
    return new Line(++number, bytes.length > maxLength ? null : bytes);
  }

  /** Skips the rest of a line that is too long. */
  private Line skip() throws IOException {
    int end = -1;
    while (end < 0 && !ended) {
      from = to;
      fill();
      end = lineBreak(from);
    }
    from = end < 0 ? to : end + 1;
    return new Line(++number, null);
  }

  private void fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int read = in.read(buffer, to, buffer.length - to);
    if (System.nanoTime() - startedNanos > maxTime.toNanos()) {
      throw RefusedBodyException.tooSlow(maxTime);
    }
    ended = read < 0;
    to += Math.max(read, 0);
  }

  private int lineBreak(int start) {
    for (int i = start; i < to; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static boolean isBlank(byte[] line) {
    for (byte c : line) {
      if (c != ' ' && c != '\t' && c != '\r') {
        return false;
      }
    }
    return true;
  }
}
