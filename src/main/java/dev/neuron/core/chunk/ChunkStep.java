package dev.neuron.core.chunk;

import dev.neuron.core.data.ColumnSummary;
import dev.neuron.core.neuron.LossFunction;

/**
 * A computation that each chunk does on its own. The arrays must not be modified.
 *
 * <p>For a chunk with d features, each step states how many numbers it returns; over all chunks
 * they are added in the order of the chunks, unless the step states otherwise.
 */
public sealed interface ChunkStep {

  /**
   * The sums Σ (x f − m)ᵏ of each column, and then the number of rows: d + 1 sums.
   *
   * @param factor d powers of two f
   * @param mean d values m
   * @param squared true for k = 2, false for k = 1
   */
  record ColumnSums(double[] factor, double[] mean, boolean squared) implements ChunkStep {}

  /**
   * The forward and backward pass over the rows on their {@link ChunkScale scale}: Σ dL/dh x, Σ
   * dL/dh and Σ L: d + 2 sums.
   *
   * @param parameters W first and b last, on that scale
   */
  record LossAndGradient(double[] parameters) implements ChunkStep {}

  /**
   * The evaluation of the raw rows: Σ L, Σ ŷ (1 − ŷ) and the number of predictions on the target's
   * side of 0.5: 3 sums.
   *
   * @param parameters W first and b last, raw
   */
  record Scores(double[] parameters, LossFunction loss) implements ChunkStep {}

  /** A {@link ColumnSummary} as numbers; these are not added up. */
  record Summary() implements ChunkStep {}
}
