package dev.neuron.training.lines;

import java.io.File;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The space in the temporary folder for unread responses, shared by all connections. Safe for use
 * by any number of threads.
 */
@Component
final class SpoolSpace {

  /** Space is given out in pieces of this size. */
  static final int SEGMENT_BYTES = 4 << 20;

  /** One connection may have a quarter of it. */
  private static final int CONNECTIONS = 4;

  private final Semaphore free;
  private final int maxPerConnection;

  /** Creates the configured space, but at most half of what is free in the temporary folder now. */
  @Autowired
  SpoolSpace(LinesProperties properties) {
    this(
        Math.min(
            properties.maxUnread().toBytes(),
            new File(System.getProperty("java.io.tmpdir")).getUsableSpace() / 2));
  }

  /**
   * Creates space of a certain size.
   *
   * @param bytes the total of all connections
   */
  SpoolSpace(long bytes) {
    int segments = (int) Math.min(Integer.MAX_VALUE, bytes / SEGMENT_BYTES);
    free = new Semaphore(segments);
    maxPerConnection = Math.max(1, segments / CONNECTIONS);
  }

  /**
   * Takes a piece for a connection that holds {@code taken} already; returns false if none is free.
   */
  boolean tryTake(int taken) {
    return taken < maxPerConnection && free.tryAcquire();
  }

  /** Gives a piece back. */
  void giveBack() {
    free.release();
  }

  /** Returns how many pieces are free. */
  int free() {
    return free.availablePermits();
  }
}
