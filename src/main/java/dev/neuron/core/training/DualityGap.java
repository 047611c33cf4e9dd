package dev.neuron.core.training;

import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.solver.NewtonStep;
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

  /** A bound below this share of P is good enough. */
  private static final double SUFFICIENT = 1e-10;

  private static final int MAX_STEPS = 4;

  /** A derivative by b up to this size may come from the rounding of sums alone. */
  private static final double VANISHED = 1e-16;

  private static final int MAX_SHIFTS = 12;

  private final Objective objective;
  private final double[] penalty;

  /**
   * @param penalty the factors λ_j
   */
  DualityGap(Objective objective, double[] penalty) {
    this.objective = objective;
    this.penalty = penalty;
  }

  /**
   * The bound at a point; null if it is not finite. Any other point bounds the minimum of P as
   * well, and those nearer to it more closely, so some steps of Newton's method are taken from the
   * point.
   *
   * @param z the point, b last
   * @param value P there
   * @param gradient dP/dz there
   * @param hessian d²P/dz² there; null if unknown
   * @param kappa the largest possible d²P/db²
   */
  @Nullable Double of(
      double[] z,
      double value,
      double[] gradient,
      @Nullable SymmetricMatrix hessian,
      double kappa) {
    double[] point = z.clone();
    double[] g = gradient.clone();
    double reached = value;
    double best = Double.POSITIVE_INFINITY;
    for (int steps = 0; steps <= MAX_STEPS; steps++) {
      double gap =
          Math.max(0, value - shifted(point, g, reached, hessian, kappa)) + ofDual(point, g);
      if (!(gap < best)) {
        break;
      }
      best = gap;
      NewtonStep step = hessian == null ? null : NewtonStep.of(g, hessian);
      if (step == null || best <= SUFFICIENT * value) {
        break;
      }
      for (int j = 0; j < point.length; j++) {
        point[j] += step.direction()[j];
      }
      reached = objective.valueAndGradient(point, g);
    }
    return best <= Double.MAX_VALUE ? best : null;
  }

  /**
   * Shifts b to where dP/db vanishes.
   *
   * @param point modified: becomes the shifted one
   * @param g the gradient; modified likewise
   * @param reached P at the point
   * @return P at the shifted point
   */
  private double shifted(
      double[] point, double[] g, double reached, @Nullable SymmetricMatrix hessian, double kappa) {
    int bias = penalty.length;
    double ofBias = hessian == null ? 0 : hessian.at(bias, bias);
    double slope = ofBias > 0 ? ofBias : kappa;
    double lowest = reached;
    for (int shift = 0; shift < MAX_SHIFTS && Math.abs(g[bias]) > VANISHED; shift++) {
      double before = g[bias];
      double step = -before / slope;
      point[bias] += step;
      lowest = objective.valueAndGradient(point, g);
      double secant = (g[bias] - before) / step;
      slope = secant > 0 ? secant : slope;
    }
    return lowest;
  }

  /** The bound on how far P at a point with dP/db = 0 is above its dual there. */
  private double ofDual(double[] point, double[] g) {
    int bias = penalty.length;
    double gap = Math.abs(g[bias] * point[bias]); // what rounding leaves of the derivative
    for (int j = 0; j < bias; j++) {
      gap += g[j] == 0 ? 0 : g[j] * (g[j] / (4 * penalty[j]));
    }
    return gap;
  }
}
