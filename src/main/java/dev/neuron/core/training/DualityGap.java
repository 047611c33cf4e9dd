package dev.neuron.core.training;

import dev.neuron.core.solver.Objective;
import org.jspecify.annotations.Nullable;

/**
 * A bound for certain on how far a cross-entropy with an L2 penalty is above its minimum.
 *
 * <p>With g the gradient of the whole objective P and λ_j &gt; 0 its penalties, the dual of the
 * problem is at any point with dP/db = 0 at least P − Σ g_j² / (4 λ_j), and never above the minimum
 * of P. So b is shifted to where that derivative vanishes, and the bound is what that lowers P,
 * plus the sum.
 *
 * <p>Source: S. Boyd, L. Vandenberghe, <i>Convex Optimization</i>, 5.5.1, with the conjugate of
 * log(1 + e^h) − y h, which is the entropy of ŷ: all terms but the square cancel.
 */
final class DualityGap {

  /** A derivative by b that is 0 but for the rounding of sums. */
  private static final double VANISHED = 1e-16;

  private static final int MAX_SHIFTS = 12;

  private DualityGap() {}

  /**
   * The bound at a point; null if it is not finite.
   *
   * @param z the point, b last
   * @param value P there
   * @param gradient g there
   * @param penalty the factors λ_j
   * @param curvature about d²P/db² there, at least; above 0
   */
  static @Nullable Double of(
      Objective objective,
      double[] z,
      double value,
      double[] gradient,
      double[] penalty,
      double curvature) {
    int bias = penalty.length;
    double[] shifted = z.clone();
    double[] g = gradient.clone();
    double lowest = value;
    double slope = curvature;
    for (int shift = 0; shift < MAX_SHIFTS && Math.abs(g[bias]) > VANISHED; shift++) {
      double before = g[bias];
      double step = -before / slope;
      shifted[bias] += step;
      lowest = objective.valueAndGradient(shifted, g);
      double secant = (g[bias] - before) / step;
      slope = secant > 0 ? secant : slope;
    }
    double gap = Math.max(0, value - lowest) + Math.abs(g[bias] * shifted[bias]);
    for (int j = 0; j < bias; j++) {
      gap += g[j] == 0 ? 0 : g[j] * (g[j] / (4 * penalty[j]));
    }
    return gap <= Double.MAX_VALUE ? gap : null;
  }
}
