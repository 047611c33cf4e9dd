package dev.neuron.http.filter;

import dev.neuron.problem.RefusedBodyException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A body that is aborted when it becomes too large, too late or too slow. */
final class GuardedInputStream extends ServletInputStream {

  /**
   * A body up to this size is read before memory is reserved, so that a client that sends next to
   * nothing reserves none.
   */
  private static final int SMALL = 1 << 10;

  /** Less than this in a whole interval is no progress. */
  private static final int MIN_PROGRESS = 1 << 10;

  /**
   * The time limits of a body.
   *
   * @param total until all of it has arrived
   * @param idle during which at least {@value #MIN_PROGRESS} bytes must arrive; null if the reader
   *     of the body enforces an idle limit itself
   */
  record Times(Duration total, @Nullable Duration idle) {}

  private final ServletInputStream body;
  private final long limit;
  private final Times times;
  private final LongConsumer arrived;
  private final long startNanos = System.nanoTime();
  private long intervalNanos = startNanos;
  private long countBeforeInterval;
  private long count;

  /**
   * Guards a body.
   *
   * @param limit the maximum number of bytes
   * @param arrived receives the number of bytes so far, from {@value #SMALL} on
   */
  GuardedInputStream(ServletInputStream body, long limit, Times times, LongConsumer arrived) {
    this.body = body;
    this.limit = limit;
    this.times = times;
    this.arrived = arrived;
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
    count += bytes;
    if (count > limit) {
      throw RefusedBodyException.tooLarge(limit);
    }
    if (count > SMALL) {
      arrived.accept(count);
    }
    long now = System.nanoTime();
    if (now - startNanos > times.total().toNanos()) {
      throw RefusedBodyException.tooSlow(times.total());
    }
    if (times.idle() != null && now - intervalNanos > times.idle().toNanos()) {
      requireProgress(times.idle());
      intervalNanos = now;
      countBeforeInterval = count;
    }
  }

  private void requireProgress(Duration idle) throws RefusedBodyException {
    if (count - countBeforeInterval < MIN_PROGRESS) {
      throw RefusedBodyException.idle(MIN_PROGRESS, idle);
    }
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
