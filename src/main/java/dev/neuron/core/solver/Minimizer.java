package dev.neuron.core.solver;

import dev.neuron.core.math.SymmetricMatrix;
import org.jspecify.annotations.Nullable;

/**
 * A search for the minimum of an {@link Objective}, one evaluation of its gradient after the other.
 * Keeps the best point so far; f at it never rises by more than rounding. Holds no reference to the
 * objective between evaluations. For one thread at a time.
 */
public abstract sealed class Minimizer permits NewtonMethod, Lbfgs {

  /** The reasons for which a search ends of its own accord. */
  public enum Ending {
    /** The point is a minimum within the tolerance. */
    CONVERGED,
    /** The gradient vanishes, but that proves no minimum: f may be a plateau there. */
    STATIONARY,
    /** f cannot be lowered any further in doubles. */
    ROUNDING
  }

  private final boolean convex;
  private final double kappa;
  private final double tolerance;
  private final Progress progress = new Progress();
  private double[] z;
  private double[] g;
  private double value = Double.POSITIVE_INFINITY;
  private boolean begun;

  /**
   * @param start where to begin; copied
   * @param convex whether f is, so that a vanishing gradient proves a minimum
   * @param kappa κ, the size of a second derivative at 0
   * @param tolerance at which the search ends
   */
  Minimizer(double[] start, boolean convex, double kappa, double tolerance) {
    z = start.clone();
    g = new double[z.length];
    this.convex = convex;
    this.kappa = kappa;
    this.tolerance = tolerance;
  }

  /**
   * Evaluates f and its gradient at the next point to try; the first is the start.
   *
   * @return why the search ends with it; null if it continues
   */
  public final @Nullable Ending pass(Objective objective) {
    if (!begun) {
      begun = true;
      value = objective.valueAndGradient(z, g);
      return value == Double.POSITIVE_INFINITY ? Ending.ROUNDING : plan(objective);
    }
    double[] trial = trial();
    double[] gradient = new double[z.length];
    double reached = objective.valueAndGradient(trial, gradient);
    return tried(objective, trial, reached, gradient);
  }

  /** The next point to try; a new array. */
  abstract double[] trial();

  /**
   * Accepts a trial, or works out another one.
   *
   * @param reached f at the trial
   * @param gradient df/dz there
   */
  abstract @Nullable Ending tried(
      Objective objective, double[] trial, double reached, double[] gradient);

  /** Works out the step from a new best point. */
  abstract @Nullable Ending plan(Objective objective);

  /** The reason to end where f no longer falls. */
  Ending stalled() {
    return Ending.ROUNDING;
  }

  /** Makes a trial the best point. */
  final @Nullable Ending accept(
      Objective objective, double[] trial, double reached, double[] gradient) {
    progress.add(value, reached);
    z = trial;
    g = gradient;
    value = reached;
    Ending ending = plan(objective);
    return ending == null && progress.hasEnded() ? stalled() : ending;
  }

  /** True if f, which is at least 0, is within the tolerance of that. */
  final boolean isNearZero() {
    return value <= tolerance;
  }

  final boolean isConvex() {
    return convex;
  }

  final double kappa() {
    return kappa;
  }

  final double tolerance() {
    return tolerance;
  }

  /** The best point so far: the array itself, not to be modified. */
  public final double[] point() {
    return z;
  }

  /** df/dz at the best point: the array itself, not to be modified. */
  public final double[] gradient() {
    return g;
  }

  /** f at the best point; infinite if it is not finite at the start. */
  public final double value() {
    return value;
  }

  /**
   * d²f/dz² at the best point: the matrix itself, not to be modified; null if the search does not
   * know it.
   */
  public @Nullable SymmetricMatrix hessian() {
    return null;
  }
}
