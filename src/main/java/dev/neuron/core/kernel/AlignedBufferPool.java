package dev.neuron.core.kernel;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Arrays for panels that begin on a cache line, so that no 64-byte vector straddles two.
 *
 * <p>Java does not say where an array lies. But the default collector, G1, gives an array of more
 * than half a region a region of its own and never moves it: its elements then begin 16 bytes after
 * a multiple of 64, and element {@value #FIRST} lies on a line. (Other collectors may place it
 * elsewhere; that costs speed, not bits.) Large trainings get such an array in any case. Small
 * trainings borrow one of a few pooled arrays, since clearing four megabytes would cost more than
 * the training.
 */
final class AlignedBufferPool {

  /** The first element to use. */
  static final int FIRST = 6;

  /** 4 MiB: more than half of the 4 MiB regions that G1 has up to 8 GiB of heap. */
  private static final int KEPT_LENGTH = 1 << 19;

  private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;
  private static final int MAX_KEPT = Runtime.getRuntime().availableProcessors();
  private static final ConcurrentLinkedQueue<double[]> KEPT = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger KEPT_COUNT = new AtomicInteger();

  private AlignedBufferPool() {}

  /** True if an array can hold this number of elements from {@value #FIRST} on. */
  static boolean holds(long elements) {
    return elements <= MAX_LENGTH - FIRST;
  }

  /**
   * An array that only the caller uses: zero in its first {@code elements} from {@value #FIRST} on,
   * and possibly longer.
   */
  static double[] borrow(int elements) {
    int length = FIRST + elements;
    if (length > KEPT_LENGTH) {
      return new double[length];
    }
    double[] kept = KEPT.poll();
    if (kept == null) {
      return new double[KEPT_LENGTH];
    }
    KEPT_COUNT.decrementAndGet();
    Arrays.fill(kept, 0, length, 0);
    return kept;
  }

  /** An array of just the needed length, for callers that hold many arrays for long. */
  static double[] exactly(int elements) {
    return new double[FIRST + elements];
  }

  /** Returns a borrowed array, which the caller must not use any more. */
  static void giveBack(double[] array) {
    if (array.length != KEPT_LENGTH) {
      return;
    }
    if (KEPT_COUNT.incrementAndGet() <= MAX_KEPT) {
      KEPT.add(array);
    } else {
      KEPT_COUNT.decrementAndGet();
    }
  }
}
