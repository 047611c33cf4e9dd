package dev.neuron.admission;

import dev.neuron.core.data.InvalidInputException;

/** The share of one request in the {@link BodyMemory}. Safe for use by several threads. */
public final class MemoryShare implements AutoCloseable {

  /** The minimum step by which a body that outgrows its reservation grows. */
  private static final long MIN_STEP = 1 << 18;

  private final MemoryQueue queue;
  private final Caller caller;
  private final long createdNanos = System.nanoTime();
  private volatile long bytes;
  private volatile long arrived;
  private boolean closed;

  MemoryShare(MemoryQueue queue, Caller caller) {
    this.queue = queue;
    this.caller = caller;
  }

  /**
   * Changes the share to the memory needed from now on; waits if that is more.
   *
   * @param needed bytes
   * @throws InvalidInputException if this exceeds the total, with the pointer {@code dataset}
   * @throws RefusedException if it does not become free in time
   */
  public void resize(long needed) {
    queue.require(this, needed);
  }

  /**
   * Changes the share without waiting.
   *
   * @param needed bytes
   * @return false if there is not enough memory now; the share is then unchanged
   * @throws InvalidInputException as {@link #resize}
   */
  public boolean tryResize(long needed) {
    return queue.tryResize(this, needed);
  }

  /**
   * Sets how much memory the arrived part of a body takes. Waits if it outgrows the share.
   *
   * @param needed bytes
   * @throws RefusedException if no more becomes free in time
   */
  public void arrived(long needed) {
    arrived = needed;
    if (needed > bytes) {
      resize(Math.min(queue.total(), needed + Math.max(MIN_STEP, needed / 2)));
    }
  }

  /** Gives all memory back; further calls do nothing. */
  @Override
  public void close() {
    queue.close(this);
  }

  Caller caller() {
    return caller;
  }

  long createdNanos() {
    return createdNanos;
  }

  /** Returns its current size, in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Returns how much of it is in use if its body is still arriving. */
  long bytesArrived() {
    return Math.min(bytes, arrived);
  }

  boolean isClosed() {
    return closed;
  }

  /** For the queue, under its lock. */
  void setBytes(long bytes) {
    this.bytes = bytes;
  }

  /** For the queue, under its lock. */
  void setClosed() {
    closed = true;
  }
}
