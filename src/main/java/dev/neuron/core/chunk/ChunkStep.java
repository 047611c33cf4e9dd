package dev.neuron.core.chunk;

import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.neuron.LossFunction;

/**
 * Something that is computed of each chunk by itself. The arrays are read only.
 *
 * <p>Of a chunk with d features come as many numbers as each says; over all chunks they are added
 * up in the order of the chunks, unless it says otherwise.
 */
public sealed interface ChunkStep {

  /**
   * Σ (x f − m)ᵏ of each column and then the number of rows: d + 1 sums.
   *
   * @param factor d powers of two f
   * @param mean d values m
   * @param squared whether k is 2; else 1
   */
  record ColumnSums(double[] factor, double[] mean, boolean squared) implements ChunkStep {}

  /**
   * Of the rows on their {@link ChunkScale scale}: Σ dL/dh x, Σ dL/dh and Σ L: d + 2 sums.
   *
   * @param parameters W first and b last, on that scale
   */
  record LossAndGradient(double[] parameters) implements ChunkStep {}

  /**
   * Of the raw rows: Σ L, Σ ŷ (1 − ŷ) and how many predictions are on the target's side of 0.5: 3
   * sums.
   *
   * @param parameters W first and b last, raw
   */
  record Scores(double[] parameters, LossFunction loss) implements ChunkStep {}

  /** A {@link FeatureStatistics} as numbers; these are not added up. */
  record Summary() implements ChunkStep {}
}
