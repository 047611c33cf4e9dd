package dev.neuron.core.explanation;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.explanation.ChainRule.Factors;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.Solver;
import java.util.Arrays;
import java.util.List;

/**
 * Newton's step by hand: the change of W and b to the minimum of the parabola that has the value,
 * the gradient g and the second derivatives H of L at W and b, which solves H · change = −g. On the
 * scale of the step, if features are scaled.
 *
 * <p>It is taken whole, without the damping that a training with Newton's method has.
 *
 * @param curvatures d²L/dh² of each row, those of weight 0 among them
 * @param hessian H, (d + 1) × (d + 1), W first and b last, with 2 λ on the diagonal of W
 * @param outcome the minimum of the parabola, or why there is none
 */
public record NewtonStep(double[] curvatures, double[][] hessian, Outcome outcome) {

  /** The number of features up to which there is a Hessian: it has (d + 1)² numbers. */
  public static final int MAX_FEATURES = Solver.MAX_NEWTON_FEATURES;

  /** What becomes of the parabola's minimum. */
  public sealed interface Outcome permits Minimum, Obstacle {}

  /**
   * The minimum of the parabola.
   *
   * @param change ΔW and Δb, which lead to it
   * @param expectedImprovement how far the parabola falls on the way, −½ g · change; ≥ 0
   */
  public record Minimum(NeuronParameters change, double expectedImprovement) implements Outcome {}

  /** The reasons for which there is no step. */
  public enum Obstacle implements Outcome {
    /** H is 0 in some direction and negative in none, to the precision of doubles. */
    SINGULAR(
        "The Hessian is singular, or nearly so: in some direction of W and b the parabola is flat, so"
            + " that it has no single lowest point to step to. More rows, features that are not"
            + " constant, standardize, or an l2 above 0 can make it curve upwards in every"
            + " direction."),
    /** H is negative in some direction. */
    INDEFINITE(
        "The Hessian is not positive definite: in some direction of W and b the parabola falls"
            + " without end, so that it has no lowest point to step to. The squared error does so"
            + " far from its minimum: take steps of gradientDescent first, or start elsewhere."),
    /** W, b or the loss at the minimum cannot be held by doubles. */
    TOO_FAR(
        "The parabola is so nearly flat that its lowest point is too far away for the numbers of"
            + " the service. Take steps of gradientDescent first, start elsewhere, or use an l2"
            + " above 0.");

    private final String explanation;

    Obstacle(String explanation) {
      this.explanation = explanation;
    }

    /** What this means and what can be done, in sentences. */
    public String explanation() {
      return explanation;
    }
  }

  /**
   * Newton's step from the start of a step.
   *
   * @param gradient dL/dW and then dL/db
   */
  static NewtonStep of(
      SingleStep step, StepSettings settings, List<Factors> factors, double[] gradient) {
    Dataset rows = step.rows();
    double[] curvatures = new double[rows.rows()];
    Arrays.setAll(
        curvatures,
        i -> settings.loss().curvature(rows.target(i), factors.get(i).h(), Curvature.EXACT) + 0.0);
    Hessian hessian = Hessian.of(rows, step.start(), factors, settings);
    return new NewtonStep(curvatures, hessian.values(), outcome(step, hessian, gradient));
  }

  private static Outcome outcome(SingleStep step, Hessian hessian, double[] gradient) {
    PivotedCholesky decomposed = hessian.decomposed();
    return switch (decomposed.kind()) {
      case SINGULAR -> Obstacle.SINGULAR;
      case INDEFINITE -> Obstacle.INDEFINITE;
      case POSITIVE_DEFINITE -> {
        double[] change = decomposed.solve(Arrays.stream(gradient).map(g -> 0 - g).toArray());
        double improvement = 0;
        for (int j = 0; j < change.length; j++) {
          improvement = Math.fma(-0.5 * gradient[j], change[j], improvement);
        }
        SingleStep.Taken taken = step.moved(change);
        yield taken == null || !Double.isFinite(improvement)
            ? Obstacle.TOO_FAR
            : new Minimum(taken.velocity(), Math.max(0, improvement));
      }
    };
  }
}
