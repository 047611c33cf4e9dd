package dev.neuron.training.lines;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Puts responses that several threads write into the order of their lines. Each thread writes to
 * its own section. The first section goes straight to the spool; the others buffer a little, and
 * then wait. Safe for use by any number of threads.
 */
final class ResponseOrder {

  private static final int FIRST_SIZE = 1 << 12;

  private final ResponseSpool spool;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  /** The sections that are not completely in the spool yet. */
  private final Deque<Section> sections = new ArrayDeque<>();

  ResponseOrder(ResponseSpool spool) {
    this.spool = spool;
  }

  /**
   * Adds a section behind all others.
   *
   * @param passedOn is run when all of it is in the spool
   */
  Section add(Runnable passedOn) {
    Section section = new Section(passedOn);
    lock.lock();
    try {
      sections.add(section);
    } finally {
      lock.unlock();
    }
    return section;
  }

  /** The responses to consecutive lines. For one thread at a time. */
  final class Section extends OutputStream {

    private final Runnable passedOn;
    private byte[] buffer = new byte[FIRST_SIZE];
    private int count;
    private boolean complete;

    private Section(Runnable passedOn) {
      this.passedOn = passedOn;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      for (int done = 0; done < length; ) {
        int part = Math.min(length - done, SpoolFile.MAX_BLOCK - count);
        append(bytes, offset + done, part);
        done += part;
        if (count == SpoolFile.MAX_BLOCK) {
          passOnWhenFirst();
        }
      }
    }

    private void append(byte[] bytes, int offset, int length) {
      if (count + length > buffer.length) {
        int size = Math.min(SpoolFile.MAX_BLOCK, Math.max(2 * buffer.length, count + length));
        buffer = Arrays.copyOf(buffer, size);
      }
      System.arraycopy(bytes, offset, buffer, count, length);
      count += length;
    }

    private void passOnWhenFirst() throws IOException {
      try {
        awaitFirst(this);
        passOn();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }

    private void passOn() throws InterruptedException {
      spool.write(buffer, 0, count);
      count = 0;
    }

    /** Completes the section. */
    @Override
    public void close() throws IOException {
      try {
        if (completed(this)) {
          passOnAll(this);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }

    /**
     * Fails the section, since not all of it could be written. The whole stream of responses then
     * ends visibly incomplete.
     */
    void fail(Throwable cause) {
      spool.fail(cause);
    }
  }

  private void awaitFirst(Section section) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (sections.peek() != section) {
        moved.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Marks a section as complete; returns true if it is the first, so that its thread passes it on.
   */
  private boolean completed(Section section) {
    lock.lock();
    try {
      boolean isNew = !section.complete;
      section.complete = true;
      return isNew && sections.peek() == section;
    } finally {
      lock.unlock();
    }
  }

  /** Passes on the first section, and those behind it that are complete. */
  private void passOnAll(Section first) throws InterruptedException {
    Section section = first;
    while (section != null) {
      section.passOn();
      section.passedOn.run();
      section = next();
    }
  }

  /** Removes the first section; returns the next one if it is complete. */
  private @Nullable Section next() {
    lock.lock();
    try {
      sections.remove();
      moved.signalAll();
      Section first = sections.peek();
      return first != null && first.complete ? first : null;
    } finally {
      lock.unlock();
    }
  }
}
