package dev.neuron.training.lines;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A buffer of responses for a client that may not read yet. Many clients send everything before
 * they read anything, and would deadlock if the service stopped reading until they did. A little is
 * kept in memory and the rest on disk, as far as {@link SpoolSpace} has room; then writing waits.
 */
final class ResponseSpool implements AutoCloseable {

  /** The interval between checks if other connections have given back space. */
  private static final long LOOK_AROUND_MILLIS = 200;

  private final long maxMemory;
  private final SpoolFile file;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** The oldest bytes; those in the file are newer. */
  private final Deque<byte[]> memory = new ArrayDeque<>();

  private long bytesInMemory;
  private boolean finished;
  private boolean closed;
  private @Nullable Throwable failure;

  /**
   * Creates an empty spool.
   *
   * @param maxMemory about how many bytes are kept in memory
   */
  ResponseSpool(long maxMemory, SpoolSpace space) {
    this.maxMemory = maxMemory;
    file = new SpoolFile(space);
  }

  /**
   * Appends bytes to be read later, waiting until there is room. Drops them if the spool is closed.
   *
   * @param bytes at most {@value SpoolFile#MAX_BLOCK}
   */
  void write(byte[] bytes, int offset, int length) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && !put(bytes, offset, length)) {
        var _ = changed.await(LOOK_AROUND_MILLIS, TimeUnit.MILLISECONDS);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean put(byte[] bytes, int offset, int length) {
    boolean fitsInMemory = memory.isEmpty() || bytesInMemory + length <= maxMemory;
    if (file.isEmpty() && fitsInMemory) {
      memory.add(Arrays.copyOfRange(bytes, offset, offset + length));
      bytesInMemory += length;
      return true;
    }
    return file.append(bytes, offset, length);
  }

  /** Marks the content as complete. */
  void finish() {
    lock.lock();
    try {
      finished = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Marks the content as incomplete, so that the reader fails. */
  void fail(Throwable cause) {
    lock.lock();
    try {
      failure = failure == null ? cause : failure;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns why the content is incomplete; null if it is not. */
  @Nullable Throwable failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next bytes; returns null at the end.
   *
   * @throws IOException if the content is incomplete, or cannot be read from disk
   */
  byte @Nullable [] read() throws InterruptedException, IOException {
    lock.lockInterruptibly();
    try {
      while (isEmpty() && !finished && !closed && failure == null) {
        changed.await();
      }
      if (failure != null && isEmpty()) {
        throw new IOException("Some responses are missing", failure);
      }
      if (closed || isEmpty()) {
        return null;
      }
      byte[] bytes = take();
      changed.signalAll();
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  private byte[] take() throws IOException {
    if (memory.isEmpty()) {
      return file.read();
    }
    byte[] bytes = memory.remove();
    bytesInMemory -= bytes.length;
    return bytes;
  }

  /** True if a reader would have to wait. */
  boolean isDrained() {
    lock.lock();
    try {
      return isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** True once the reader has closed the spool. */
  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Drops what has not been read, and releases all waiting threads. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      memory.clear();
      file.close();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isEmpty() {
    return memory.isEmpty() && file.isEmpty();
  }
}
