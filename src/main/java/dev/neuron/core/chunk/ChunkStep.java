package dev.neuron.core.chunk;

import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;

/**
 * A computation that each chunk does on its own. The arrays must not be modified.
 *
 * <p>For a chunk with d features, each step states how many numbers it returns; over all chunks
 * they are added in the order of the chunks, unless the step states otherwise.
 */
public sealed interface ChunkStep {

  /**
   * Σ s, the largest s, and the number of targets other than 0 and 1 in rows whose weight is above
   * 0; these are not added up.
   */
  record Totals() implements ChunkStep {}

  /**
   * The sums Σ s (x f − m)ᵏ of each column, and then Σ s: d + 1 sums.
   *
   * @param factor d powers of two f
   * @param mean d values m
   * @param squared true for k = 2, false for k = 1
   */
  record ColumnSums(double[] factor, double[] mean, boolean squared) implements ChunkStep {}

  /**
   * The forward and backward pass over the rows on their {@link ChunkScale scale}: Σ s dL/dh x, Σ s
   * dL/dh and Σ s L: d + 2 sums.
   *
   * @param parameters W first and b last, on that scale
   */
  record LossAndGradient(double[] parameters) implements ChunkStep {}

  /**
   * The second derivatives over the rows on their {@link ChunkScale scale}: the (d + 1) (d + 2) / 2
   * sums of the upper triangle of Σ s d²L/dh² (x, 1) (x, 1)ᵀ.
   *
   * @param parameters W first and b last, on that scale
   */
  record Hessian(double[] parameters, Curvature curvature) implements ChunkStep {}

  /** The targets as cases: the sums of {@link dev.neuron.core.training.CaseCounts#sums}. */
  record Cases() implements ChunkStep {}

  /**
   * The evaluation of the raw rows: the sums of {@link dev.neuron.core.training.Evaluation#sums}.
   *
   * @param parameters W first and b last, raw
   */
  record Scores(double[] parameters, LossFunction loss) implements ChunkStep {}

  /**
   * A {@link FeatureStatistics} as numbers; these are not added up.
   *
   * @param unit the largest weight of all rows
   */
  record Summary(double unit) implements ChunkStep {}
}
