package dev.neuron.core.solver;

import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import org.jspecify.annotations.Nullable;

/**
 * Newton's method, damped: each step d = −B⁻¹ g goes to the minimum of the parabola that has the
 * value, the gradient g and the second derivatives H of f at the best point, with B = H + μ κ I.
 * The damping μ rises where f does not follow the parabola, and falls to 0 where it does.
 *
 * <p>Made for variables on a common scale, in which H at 0 has a diagonal of about κ: the damping
 * is relative to that, not to the diagonal of H, which vanishes where the sigmoid is saturated. For
 * cross-entropy, B with μ = size lies above H everywhere, so that a step with it lowers f for
 * certain.
 *
 * <p>Source of the damping by the ratio of the fall of f to that of the parabola: J. Nocedal, S.
 * Wright, <i>Numerical Optimization</i>, chapters 4 and 10 (Levenberg–Marquardt).
 */
public final class NewtonMethod extends Minimizer {

  /** The bound on the expected improvement unless another is given. */
  public static final double TOLERANCE = 1e-10;

  /** The share of the predicted fall that a step must bring. */
  private static final double SUFFICIENT = 1e-4;

  /**
   * The damping up to which a step is one of Newton's, for which the expected improvement holds.
   */
  private static final double UNDAMPED = 1e-3;

  private static final double MAX_DAMPING = 1e6;
  private static final double FIRST_DAMPING = 1e-8;
  private static final double LOWEST_DAMPING = 1e-9;

  private final SymmetricMatrix hessian;
  private Curvature curvature = Curvature.EXACT;
  private double damping;
  private NewtonStep step = new NewtonStep(new double[0], 0);

  /**
   * @param start where to begin; copied
   * @param convex whether f is, so that a vanishing gradient proves a minimum
   * @param kappa κ, the size of a second derivative at 0
   * @param tolerance the expected improvement at which the search ends
   */
  public NewtonMethod(double[] start, boolean convex, double kappa, double tolerance) {
    super(start, convex, kappa, tolerance);
    hessian = new SymmetricMatrix(start.length);
  }

  @Override
  double[] trial() {
    return Vectors.sum(point(), 1, step.direction());
  }

  @Override
  @Nullable Ending tried(Objective objective, double[] trial, double reached, double[] gradient) {
    double predicted =
        2 * step.expectedImprovement() - 0.5 * hessian.quadraticForm(step.direction());
    if (!isAccepted(reached, predicted)) {
      damping = Math.max(10 * damping, FIRST_DAMPING);
      return isTooDamped() ? Ending.ROUNDING : solve(objective);
    }
    adaptDamping(predicted > 0 ? (value() - reached) / predicted : 1);
    return accept(objective, trial, reached, gradient);
  }

  private boolean isAccepted(double reached, double predicted) {
    double rounding = Progress.rounding(value());
    boolean isMajorised = damping >= hessian.size(); // f cannot rise by more than rounding
    return reached <= value() - SUFFICIENT * predicted + rounding
        || (isMajorised && reached <= value() + 4 * rounding);
  }

  /**
   * @param ratio of the fall of f to that of the parabola
   */
  private void adaptDamping(double ratio) {
    if (ratio > 0.75) {
      double lower = damping / 10;
      damping = lower > LOWEST_DAMPING ? lower : 0;
    } else if (ratio < 0.25) {
      damping = Math.max(4 * damping, 1e-6);
    }
  }

  private boolean isTooDamped() {
    return !(damping <= MAX_DAMPING * hessian.size()); // NaN counts as too large
  }

  /** On a plateau, the gradient vanishes without a proof of a minimum. */
  @Override
  Ending stalled() {
    return !isConvex() && step.expectedImprovement() <= tolerance()
        ? Ending.STATIONARY
        : Ending.ROUNDING;
  }

  @Override
  @Nullable Ending plan(Objective objective) {
    curvature = Curvature.EXACT;
    objective.hessian(point(), curvature, hessian);
    return solve(objective);
  }

  /** Works out the step with the present damping, or with as much as makes B positive definite. */
  private @Nullable Ending solve(Objective objective) {
    NewtonStep next = NewtonStep.of(gradient(), hessian, damping * kappa());
    while (next == null) {
      if (!isConvex() && curvature == Curvature.EXACT) {
        curvature = Curvature.GAUSS_NEWTON;
        objective.hessian(point(), curvature, hessian);
      } else {
        damping = Math.max(10 * damping, 100 * NewtonStep.floor(hessian) / kappa());
        if (isTooDamped()) {
          return Ending.ROUNDING;
        }
      }
      next = NewtonStep.of(gradient(), hessian, damping * kappa());
    }
    step = next;
    return ending();
  }

  private @Nullable Ending ending() {
    boolean isNear = step.expectedImprovement() <= tolerance() && damping <= UNDAMPED;
    if (isNear && (isConvex() || isProven())) {
      return Ending.CONVERGED;
    }
    return Vectors.maxMagnitude(gradient()) == 0 ? Ending.STATIONARY : null;
  }

  /** True if a point with a small gradient is a minimum of f, though f is not convex. */
  private boolean isProven() {
    return isNearZero() || (curvature == Curvature.EXACT && step.isNearMinimum(hessian, kappa()));
  }

  @Override
  public @Nullable SymmetricMatrix hessian() {
    return curvature == Curvature.EXACT ? hessian : null;
  }
}
