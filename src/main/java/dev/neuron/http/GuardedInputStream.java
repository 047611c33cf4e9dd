package dev.neuron.http;

import dev.neuron.http.problem.RefusedBodyException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A body that is broken off when it becomes too large or too late. */
final class GuardedInputStream extends ServletInputStream {

  /**
   * A body up to this is read without asking for memory; whoever sends more has shown that much.
   */
  private static final int SMALL = 1 << 10;

  private final ServletInputStream body;
  private final long limit;
  private final @Nullable Duration maxTime;
  private final Runnable acquireMemory;
  private final long startNanos = System.nanoTime();
  private long count;

  /**
   * @param limit the most bytes
   * @param maxTime how long it may take to arrive; null for as long as it likes
   * @param acquireMemory called once, before more than a small part of it has been read
   */
  GuardedInputStream(
      ServletInputStream body, long limit, @Nullable Duration maxTime, Runnable acquireMemory) {
    this.body = body;
    this.limit = limit;
    this.maxTime = maxTime;
    this.acquireMemory = acquireMemory;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = body.read(buffer, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  private void count(int bytes) throws RefusedBodyException {
    boolean wasSmall = count <= SMALL;
    count += bytes;
    if (count > limit) {
      throw RefusedBodyException.tooLarge(limit);
    }
    if (wasSmall && count > SMALL) {
      acquireMemory.run();
    }
    if (maxTime != null && elapsed().compareTo(maxTime) > 0) {
      throw RefusedBodyException.tooSlow(maxTime);
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  @Override
  public int available() throws IOException {
    return body.available();
  }

  @Override
  public boolean isFinished() {
    return body.isFinished();
  }

  @Override
  public boolean isReady() {
    return body.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    body.setReadListener(listener);
  }
}
