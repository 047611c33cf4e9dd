package dev.neuron.core.thread;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that work on one training: its own, and helpers that all trainings share. There is
 * one helper fewer than processors; they are started once. The training's own thread takes chunks
 * too, so a training never waits for a helper that is busy elsewhere; it is only faster when one is
 * free.
 *
 * <p>Each worker has a share of the chunks, the same in every round, so that they stay in its
 * caches; a worker that has finished takes chunks of the others. Between rounds a helper spins for
 * some microseconds, since the next round is usually that near, and then sleeps.
 */
public final class ChunkCrew implements AutoCloseable {

  /** The maximum number of threads that work on one training, its own included. */
  public static final int MAX_SIZE = Runtime.getRuntime().availableProcessors();

  /** The work on a chunk. */
  @FunctionalInterface
  public interface Task {
    /**
     * Computes one chunk.
     *
     * @param worker below the crew's size; no two threads have the same at a time
     */
    void run(int worker, int chunk);
  }

  private static final long SPIN_NANOS = 20_000;
  private static final BlockingQueue<ChunkCrew> WANTED = new LinkedBlockingQueue<>();

  static {
    for (int i = 1; i < MAX_SIZE; i++) {
      ComputeThreads.start("chunk-helper-" + i, ChunkCrew::helpForever);
    }
  }

  private final Task task;
  private final AtomicInteger helpers = new AtomicInteger();
  private final AtomicInteger completed = new AtomicInteger();

  /** A worker's share: where it ends in the upper half, the next chunk to take in the lower. */
  private final AtomicLong[] shares;

  /** The number of helpers requested; only the training's own thread reads it. */
  private int enlisted;

  private volatile int sleeping;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  /**
   * A crew for one training, to be closed with it.
   *
   * @param size maximum number of threads, from 1 to {@link #MAX_SIZE}
   */
  public ChunkCrew(int size, Task task) {
    this.task = task;
    shares = new AtomicLong[size];
    Arrays.setAll(shares, i -> new AtomicLong());
  }

  /** Runs the task for the chunks 0 … chunks − 1; returns when all are done. */
  public void run(int chunks) {
    enlist();
    completed.set(0);
    for (int i = 0; i < shares.length; i++) {
      long from = (long) chunks * i / shares.length;
      long to = (long) chunks * (i + 1) / shares.length;
      shares[i].set(to << Integer.SIZE | from);
    }
    if (sleeping > 0) {
      synchronized (this) {
        notifyAll();
      }
    }
    work(0);
    long start = System.nanoTime();
    while (completed.get() < chunks) {
      if (System.nanoTime() - start < SPIN_NANOS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(SPIN_NANOS);
      }
    }
    Throwable thrown = failure;
    if (thrown != null) {
      throw new IllegalStateException("A chunk could not be computed", thrown);
    }
  }

  /**
   * Requests helpers, with the first round only: a crew that never runs, and so is never closed,
   * occupies no thread.
   */
  private void enlist() {
    for (; enlisted < shares.length - 1; enlisted++) {
      WANTED.add(this);
    }
  }

  /** Releases the helpers. */
  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      notifyAll();
    }
    while (WANTED.remove(this)) {
      // until no helper can take it
    }
  }

  private static void helpForever() {
    while (true) {
      try {
        ChunkCrew crew = WANTED.take();
        crew.help(1 + crew.helpers.getAndIncrement());
      } catch (InterruptedException e) {
        return; // only a JVM that is shutting down interrupts helpers
      }
    }
  }

  private void help(int worker) throws InterruptedException {
    while (!closed) {
      work(worker);
      long start = System.nanoTime();
      while (!hasWork() && System.nanoTime() - start < SPIN_NANOS) {
        Thread.onSpinWait();
      }
      sleepUntilWork();
    }
  }

  private synchronized void sleepUntilWork() throws InterruptedException {
    sleeping++;
    while (!hasWork() && !closed) {
      wait();
    }
    sleeping--;
  }

  private boolean hasWork() {
    for (AtomicLong share : shares) {
      long ticket = share.get();
      if (next(ticket) < end(ticket)) {
        return true;
      }
    }
    return false;
  }

  private void work(int worker) {
    for (int i = 0; i < shares.length; i++) {
      AtomicLong share = shares[(worker + i) % shares.length];
      long ticket = share.get();
      while (next(ticket) < end(ticket)) {
        if (share.compareAndSet(ticket, ticket + 1)) {
          run(worker, next(ticket));
        }
        ticket = share.get();
      }
    }
  }

  @SuppressWarnings("CatchingUnchecked") // the training's own thread must rethrow whatever it is
  private void run(int worker, int chunk) {
    try {
      task.run(worker, chunk);
    } catch (Throwable e) {
      failure = e;
    } finally {
      completed.incrementAndGet();
    }
  }

  private static int end(long ticket) {
    return (int) (ticket >>> Integer.SIZE);
  }

  private static int next(long ticket) {
    return (int) ticket;
  }
}
