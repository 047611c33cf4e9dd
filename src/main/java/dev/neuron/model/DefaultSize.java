package dev.neuron.model;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** How much memory something may take, which scales with the heap unless it is set. */
public final class DefaultSize {

  private DefaultSize() {}

  /**
   * Bytes.
   *
   * @param set what was asked for; null for the default, which is the smaller of the other two
   * @param most at the most, however large the heap
   * @param part a fraction of the heap: 5 for a fifth
   */
  public static long orSet(@Nullable DataSize set, DataSize most, int part) {
    return set == null
        ? Math.min(most.toBytes(), Runtime.getRuntime().maxMemory() / part)
        : set.toBytes();
  }
}
