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
 * Answers on their way to a client that may not read yet: many clients send everything before they
 * read anything, and would wait forever if their sending had to wait for their reading. A little is
 * kept in memory and the rest on disk, as far as {@link SpoolSpace} has room; then writing waits.
 */
final class ResponseSpool implements AutoCloseable {

  /** How often it is looked whether other connections have given back space. */
  private static final long LOOK_AROUND_MILLIS = 200;

  private final long maxMemory;
  private final SpoolFile file;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Older than what is in the file. */
  private final Deque<byte[]> memory = new ArrayDeque<>();

  private long bytesInMemory;
  private boolean finished;
  private boolean closed;
  private @Nullable Throwable failure;

  /**
   * An empty spool.
   *
   * @param maxMemory about how many bytes are kept in memory
   */
  ResponseSpool(long maxMemory, SpoolSpace space) {
    this.maxMemory = maxMemory;
    file = new SpoolFile(space);
  }

  /**
   * Takes bytes to be read later; waits until there is room. Once the spool is closed they are
   * dropped.
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

  /** Nothing more will be written. */
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

  /** Why not all was written; null if nothing went wrong. */
  @Nullable Throwable failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next bytes; null when there will be none.
   *
   * @throws IOException if not all was written, or cannot be read from the disk
   */
  byte @Nullable [] read() throws InterruptedException, IOException {
    lock.lockInterruptibly();
    try {
      while (isEmpty() && !finished && !closed && failure == null) {
        changed.await();
      }
      if (failure != null && isEmpty()) {
        throw new IOException("Some answers are missing", failure);
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

  /** Whether a reader would have to wait. */
  boolean isDrained() {
    lock.lock();
    try {
      return isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** True once the reader is gone. */
  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what has not been read, and lets everyone go who waits. */
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
