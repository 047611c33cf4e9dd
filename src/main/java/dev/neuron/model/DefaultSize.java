package dev.neuron.model;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A bound on memory that scales with the heap unless it is set. */
public final class DefaultSize {

  private DefaultSize() {}

  /**
   * Returns the bound in bytes.
   *
   * @param set the setting; null for the default, which is the smaller of the other two
   * @param max the largest default, however large the heap
   * @param part a fraction of the heap: 5 for a fifth
   */
  public static long orSet(@Nullable DataSize set, DataSize max, int part) {
    return set == null
        ? Math.min(max.toBytes(), Runtime.getRuntime().maxMemory() / part)
        : set.toBytes();
  }
}
