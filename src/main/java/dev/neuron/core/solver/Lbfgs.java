package dev.neuron.core.solver;

import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The quasi-Newton method L-BFGS: as Newton's, but what is known of the second derivatives comes
 * from how the gradient has changed in the last {@value #PAIRS} steps. A step costs one evaluation
 * however many variables there are, and is shortened until f has fallen enough.
 *
 * <p>Made for variables on a common scale, as {@link NewtonMethod} is.
 *
 * <p>Source: J. Nocedal, S. Wright, <i>Numerical Optimization</i>, algorithms 7.4 (two-loop
 * recursion) and 3.1 (backtracking).
 */
public final class Lbfgs extends Minimizer {

  /** The bound on the largest derivative unless another is given. */
  public static final double TOLERANCE = 1e-6;

  /** The number of steps that are remembered. */
  public static final int PAIRS = 10;

  private static final double SUFFICIENT = 1e-4;
  private static final double SHORTEST = 1e-12;

  /** The share of its largest possible value above which sᵀy counts as positive. */
  private static final double CURVED = 1e-10;

  /** The longest first step is this divided by |g|, as a length. */
  private static final double FIRST_LENGTH = 10;

  private static final double GROWTH = 4;

  /** A step s and the change y of the gradient along it, with sᵀy &gt; 0. */
  private record Pair(double[] s, double[] y, double product) {}

  private final int maxProven;
  private final Deque<Pair> pairs = new ArrayDeque<>(PAIRS + 1);
  private double growth = 1;
  private double[] direction = {};
  private double slope;
  private double length;

  /**
   * @param start where to begin; copied
   * @param convex whether f is, so that a vanishing gradient proves a minimum
   * @param kappa κ, the size of a second derivative at 0
   * @param tolerance the largest derivative at which the search ends
   * @param maxProven the number of variables up to which second derivatives are worked out to prove
   *     a minimum of a function that is not convex
   */
  public Lbfgs(double[] start, boolean convex, double kappa, double tolerance, int maxProven) {
    super(start, convex, kappa, tolerance);
    this.maxProven = maxProven;
  }

  @Override
  double[] trial() {
    return Vectors.sum(point(), length, direction);
  }

  @Override
  @Nullable Ending tried(Objective objective, double[] trial, double reached, double[] gradient) {
    if (reached <= value() + SUFFICIENT * length * slope + Progress.rounding(value())) {
      remember(Vectors.sum(trial, -1, point()), Vectors.sum(gradient, -1, gradient()));
      return accept(objective, trial, reached, gradient);
    }
    if (length >= SHORTEST) {
      shorten(reached);
      return null;
    }
    if (pairs.isEmpty()) {
      return Ending.ROUNDING;
    }
    pairs.clear();
    return plan(objective);
  }

  private void remember(double[] s, double[] y) {
    double product = Vectors.dot(s, y);
    if (product > CURVED * Math.sqrt(Vectors.dot(s, s) * Vectors.dot(y, y))) {
      pairs.addLast(new Pair(s, y, product));
      if (pairs.size() > PAIRS) {
        pairs.removeFirst();
      }
      growth = 1;
    } else {
      pairs.clear();
      growth *= GROWTH;
    }
  }

  /** To the minimum of the parabola through value, slope and the value reached, within bounds. */
  private void shorten(double reached) {
    double excess = reached - value() - length * slope;
    double best = reached <= Double.MAX_VALUE ? -slope * length * length / (2 * excess) : 0;
    length = Math.min(Math.max(best, 0.1 * length), 0.5 * length);
  }

  @Override
  @Nullable Ending plan(Objective objective) {
    if (Vectors.maxMagnitude(gradient()) <= tolerance()) {
      return isConvex() || isProven(objective) ? Ending.CONVERGED : Ending.STATIONARY;
    }
    length = 1;
    direct();
    if (!(slope < 0) && !pairs.isEmpty()) {
      pairs.clear();
      direct();
    }
    return slope < 0 ? null : Ending.ROUNDING;
  }

  /** The direction −H g by the two-loop recursion, H being what the pairs know of the inverse. */
  private void direct() {
    double[] g = gradient();
    double[] d = g.clone();
    List<Double> shares = new ArrayList<>(PAIRS);
    for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
      Pair pair = newest.next();
      double share = Vectors.dot(pair.s(), d) / pair.product();
      shares.add(share);
      Vectors.add(d, -share, pair.y());
    }
    Pair last = pairs.peekLast();
    double scale =
        last == null
            ? growth * Math.min(1 / kappa(), FIRST_LENGTH / Math.sqrt(Vectors.dot(g, g)))
            : last.product() / Vectors.dot(last.y(), last.y());
    Vectors.multiply(d, scale);
    for (Pair pair : pairs) {
      double share = shares.removeLast() - Vectors.dot(pair.y(), d) / pair.product();
      Vectors.add(d, share, pair.s());
    }
    Vectors.multiply(d, -1);
    direction = d;
    slope = Vectors.dot(g, d);
  }

  /** True if a point with a small gradient is a minimum of f, though f is not convex. */
  private boolean isProven(Objective objective) {
    if (isNearZero()) {
      return true;
    }
    if (point().length > maxProven) {
      return false;
    }
    SymmetricMatrix hessian = new SymmetricMatrix(point().length);
    objective.hessian(point(), Curvature.EXACT, hessian);
    NewtonStep step = NewtonStep.of(gradient(), hessian);
    return step != null && step.isNearMinimum(hessian, kappa());
  }
}
