package dev.neuron.core.solver;

import org.jspecify.annotations.Nullable;

/**
 * A search for the minimum of an {@link Objective}, one evaluation of its gradient after the other.
 * Keeps the best point so far; f at it never rises but by rounding. Holds no reference to the
 * objective between evaluations. For one thread at a time.
 */
public sealed interface Minimizer permits NewtonMethod, Lbfgs {

  /** The reasons for which a search ends of its own accord. */
  enum Ending {
    /** The point is a minimum within the tolerance. */
    CONVERGED,
    /** The gradient vanishes, but that proves no minimum: f may be a plateau there. */
    STATIONARY,
    /** f cannot be lowered any further in doubles. */
    ROUNDING
  }

  /**
   * Evaluates f and its gradient at the next point to try; the first is the start.
   *
   * @return why the search ends with it; null if it continues
   */
  @Nullable Ending pass(Objective objective);

  /** The best point so far: the array itself, not to be modified. */
  double[] point();

  /** f at the best point; infinite if it is not finite at the start. */
  double value();
}
