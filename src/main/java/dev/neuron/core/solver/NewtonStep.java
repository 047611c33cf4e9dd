package dev.neuron.core.solver;

import dev.neuron.core.math.Cholesky;
import dev.neuron.core.math.SymmetricMatrix;
import org.jspecify.annotations.Nullable;

/**
 * A step to the minimum of the parabola with gradient g and second derivatives B: d = −B⁻¹ g.
 *
 * @param direction d
 * @param expectedImprovement −½ gᵀd, by how much it lowers f if f is the parabola
 */
public record NewtonStep(double[] direction, double expectedImprovement) {

  /** The least shift, as a share of the largest second derivative: keeps B regular. */
  private static final double FLOOR = 1e-12;

  /** The ratio of pivots below which B counts as singular. */
  private static final double SINGULAR = 1e-14;

  /**
   * The longest step to a minimum of a function that is not convex: beyond, the parabola says
   * nothing. On a plateau of the squared error all steps are about 1.
   */
  private static final double NEAR = 0.1;

  /** A largest second derivative below this share of κ is that of a plateau. */
  private static final double CURVED = 1e-9;

  /**
   * The step with B = H + shift · I; null if that is not positive definite.
   *
   * @param gradient g
   * @param hessian H
   */
  static @Nullable NewtonStep of(double[] gradient, SymmetricMatrix hessian, double shift) {
    Cholesky cholesky = Cholesky.of(hessian, Math.max(shift, floor(hessian)));
    if (cholesky == null || cholesky.pivotRatio() < SINGULAR) {
      return null;
    }
    double[] direction = cholesky.solve(gradient);
    Vectors.multiply(direction, -1);
    double slope = Vectors.dot(gradient, direction);
    return slope <= 0 && Vectors.maxMagnitude(direction) <= Double.MAX_VALUE
        ? new NewtonStep(direction, 0.5 * Math.abs(slope))
        : null;
  }

  /**
   * The step of Newton's method itself, with the least shift only; null if H is not positive
   * definite.
   */
  public static @Nullable NewtonStep of(double[] gradient, SymmetricMatrix hessian) {
    return of(gradient, hessian, 0);
  }

  /** The least shift of a matrix. */
  static double floor(SymmetricMatrix hessian) {
    return FLOOR * Math.max(hessian.maxDiagonal(), Double.MIN_NORMAL);
  }

  /**
   * True if the step shows that a minimum is near, though f is not convex: it is so short that the
   * parabola is right about it, and no plateau.
   *
   * @param hessian H, with which the step was worked out
   * @param kappa κ, the size of a second derivative at 0
   */
  boolean isNearMinimum(SymmetricMatrix hessian, double kappa) {
    return hessian.maxDiagonal() > CURVED * kappa && Vectors.maxMagnitude(direction) <= NEAR;
  }
}
