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
public final class NewtonMethod implements Minimizer {

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

  private final boolean convex;
  private final double kappa;
  private final double tolerance;
  private final SymmetricMatrix hessian;
  private final Progress progress = new Progress();
  private double[] z;
  private double[] g;
  private double value = Double.POSITIVE_INFINITY;
  private boolean begun;
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
    z = start.clone();
    g = new double[z.length];
    hessian = new SymmetricMatrix(z.length);
    this.convex = convex;
    this.kappa = kappa;
    this.tolerance = tolerance;
  }

  @Override
  public @Nullable Ending pass(Objective objective) {
    if (!begun) {
      begun = true;
      value = objective.valueAndGradient(z, g);
      return value == Double.POSITIVE_INFINITY ? Ending.ROUNDING : plan(objective, true);
    }
    double[] trial = Vectors.sum(z, 1, step.direction());
    double[] gradient = new double[z.length];
    double reached = objective.valueAndGradient(trial, gradient);
    double predicted =
        2 * step.expectedImprovement() - 0.5 * hessian.quadraticForm(step.direction());
    if (!isAccepted(reached, predicted)) {
      damping = Math.max(10 * damping, FIRST_DAMPING);
      return isTooDamped() ? Ending.ROUNDING : plan(objective, false);
    }
    adaptDamping(predicted > 0 ? (value - reached) / predicted : 1);
    progress.add(value, reached);
    z = trial;
    g = gradient;
    value = reached;
    Ending ending = plan(objective, true);
    return ending == null && progress.hasEnded() ? stalled() : ending;
  }

  private boolean isAccepted(double reached, double predicted) {
    double rounding = Progress.rounding(value);
    boolean isMajorised = damping >= z.length; // f cannot rise but by rounding
    return reached <= value - SUFFICIENT * predicted + rounding
        || (isMajorised && reached <= value + 4 * rounding);
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
    return !(damping <= MAX_DAMPING * z.length); // NaN counts as too large
  }

  /** Where f no longer falls: on a plateau if the gradient vanishes without a proof. */
  private Ending stalled() {
    return !convex && step.expectedImprovement() <= tolerance ? Ending.STATIONARY : Ending.ROUNDING;
  }

  /**
   * Works out the next step.
   *
   * @param moved whether the second derivatives are those of another point
   */
  private @Nullable Ending plan(Objective objective, boolean moved) {
    if (moved) {
      curvature = Curvature.EXACT;
      objective.hessian(z, curvature, hessian);
    }
    NewtonStep next = NewtonStep.of(g, hessian, damping * kappa);
    while (next == null) {
      if (!convex && curvature == Curvature.EXACT) {
        curvature = Curvature.GAUSS_NEWTON;
        objective.hessian(z, curvature, hessian);
      } else {
        damping = Math.max(10 * damping, 100 * NewtonStep.floor(hessian) / kappa);
        if (isTooDamped()) {
          return Ending.ROUNDING;
        }
      }
      next = NewtonStep.of(g, hessian, damping * kappa);
    }
    step = next;
    return ending();
  }

  private @Nullable Ending ending() {
    boolean isNear = step.expectedImprovement() <= tolerance && damping <= UNDAMPED;
    if (isNear && (convex || isProven())) {
      return Ending.CONVERGED;
    }
    return Vectors.maxMagnitude(g) == 0 ? Ending.STATIONARY : null;
  }

  /** True if a point with a small gradient is a minimum of f, though f is not convex. */
  private boolean isProven() {
    return value <= tolerance // it cannot fall below 0
        || (curvature == Curvature.EXACT && step.isNearMinimum(hessian, kappa));
  }

  @Override
  public double[] point() {
    return z;
  }

  @Override
  public double value() {
    return value;
  }
}
