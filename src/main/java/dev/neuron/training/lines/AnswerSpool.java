package dev.neuron.training.lines;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers on their way to a client that may not read yet: many clients send everything before they
 * read anything, and would wait for ever if their sending had to wait for their reading. A little
 * is kept in memory and the rest in a temporary file. Writing never waits; who produces what is
 * written waits for room now and then.
 */
final class AnswerSpool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerSpool.class);
  private static final int MAX_BLOCK = 1 << 16;

  private final long maxMemory;
  private final long maxFile;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** In the order of reading: this, then the file, then what the file could not take. */
  private final Deque<byte[]> beforeFile = new ArrayDeque<>();

  private final Deque<byte[]> afterFile = new ArrayDeque<>();
  private long bytesInMemory;
  private @Nullable FileChannel file;
  private long fileRead;
  private long fileWritten;
  private boolean fileFailed;
  private boolean finished;
  private boolean closed;

  /**
   * @param maxMemory about so many bytes are kept in memory
   * @param maxFile about so many in the file; then there is no room
   */
  AnswerSpool(long maxMemory, long maxFile) {
    this.maxMemory = maxMemory;
    this.maxFile = maxFile;
  }

  /** Takes bytes to be read later. */
  void write(byte[] bytes) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      boolean isMemoryFull = bytesInMemory > 0 && bytesInMemory + bytes.length > maxMemory;
      boolean inFile = (isFileInUse() || isMemoryFull) && append(bytes);
      if (!inFile) {
        (isFileInUse() || !afterFile.isEmpty() ? afterFile : beforeFile).add(bytes);
        bytesInMemory += bytes.length;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
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

  /** Waits for the next bytes; null when there will be none. */
  byte @Nullable [] read() throws InterruptedException, IOException {
    lock.lockInterruptibly();
    try {
      while (isEmpty() && !finished && !closed) {
        changed.await();
      }
      if (closed || isEmpty()) {
        return null;
      }
      byte[] bytes = take();
      fileFailed &= !isEmpty();
      changed.signalAll();
      return bytes;
    } finally {
      lock.unlock();
    }
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

  /** Waits until there is room; false if nobody will read any more. */
  boolean awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && (fileWritten - fileRead > maxFile || fileFailed)) {
        changed.await();
      }
      return !closed;
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
      beforeFile.clear();
      afterFile.clear();
      changed.signalAll();
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      LOG.warn("A temporary file could not be closed", e);
    } finally {
      lock.unlock();
    }
  }

  private boolean isEmpty() {
    return beforeFile.isEmpty() && afterFile.isEmpty() && !isFileInUse();
  }

  private boolean isFileInUse() {
    return fileRead < fileWritten;
  }

  private byte[] take() throws IOException {
    if (beforeFile.isEmpty() && isFileInUse()) {
      return fromFile();
    }
    byte[] bytes = beforeFile.isEmpty() ? afterFile.remove() : beforeFile.remove();
    bytesInMemory -= bytes.length;
    return bytes;
  }

  /** Whether the file took the bytes; a full disk is no reason to lose them. */
  private boolean append(byte[] bytes) {
    if (fileFailed) {
      return false;
    }
    try {
      if (file == null) {
        file = open();
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      long at = fileWritten;
      while (buffer.hasRemaining()) {
        at += file.write(buffer, at);
      }
      fileWritten = at;
      return true;
    } catch (IOException e) {
      LOG.warn("Answers that nobody reads yet do not fit into the temporary folder", e);
      fileFailed = true;
      return false;
    }
  }

  private byte[] fromFile() throws IOException {
    if (file == null) {
      throw new IllegalStateException("There is no file to read from");
    }
    byte[] bytes = new byte[(int) Math.min(MAX_BLOCK, fileWritten - fileRead)];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      fileRead += file.read(buffer, fileRead);
    }
    if (fileRead == fileWritten) {
      file.truncate(0);
      fileRead = 0;
      fileWritten = 0;
    }
    return bytes;
  }

  private static FileChannel open() throws IOException {
    Path path = Files.createTempFile("neuron-answers", null);
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }
}
