package dev.neuron.model;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The memory in which contents are read and written: a quarter of the heap. While a content is
 * decoded, there are several copies of it: what the driver received, the bytes, and arrays that
 * grow. What does not fit waits for its turn. Safe for use by any number of threads.
 */
public final class ContentMemory {

  /** The size of all copies together, in multiples of the content's estimated size. */
  private static final int COPIES = 6;

  private static final int PART_OF_HEAP = 4;
  private static final int UNIT_BITS = 10;

  private final int units;
  private final Semaphore free;
  private final Duration maxWait;

  /** A quarter of the heap; actions wait for up to ten seconds. */
  public ContentMemory() {
    this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP, Duration.ofSeconds(10));
  }

  /**
   * Memory of a given size.
   *
   * @param maxWait the longest wait of an action for its share
   */
  public ContentMemory(long bytes, Duration maxWait) {
    units = Math.clamp(bytes >> UNIT_BITS, 1, Integer.MAX_VALUE);
    free = new Semaphore(units, true);
    this.maxWait = maxWait;
  }

  /**
   * Runs an action that reads or writes a content. It must not do so within another such action.
   *
   * @param bytes the size of the content, as it estimates itself; one that is larger than all there
   *     is has all of it
   * @throws ModelStoreException if there is no memory for it in time
   */
  public <T extends @Nullable Object> T with(long bytes, Supplier<T> action) {
    int needed = Math.clamp(((bytes * COPIES) >> UNIT_BITS) + 1, 1, units);
    take(needed);
    try {
      return action.get();
    } finally {
      free.release(needed);
    }
  }

  /** Runs an action that returns nothing, as {@link #with} does. */
  public void run(long bytes, Runnable action) {
    with(
        bytes,
        () -> {
          action.run();
          return true;
        });
  }

  private void take(int needed) {
    try {
      if (free.tryAcquire(needed, maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw ModelStoreException.of(ModelStoreException.Kind.UNAVAILABLE);
  }
}
