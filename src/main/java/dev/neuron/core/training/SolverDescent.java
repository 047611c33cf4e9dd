package dev.neuron.core.training;

import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.solver.Lbfgs;
import dev.neuron.core.solver.Minimizer;
import dev.neuron.core.solver.Minimizer.Ending;
import dev.neuron.core.solver.NewtonMethod;
import dev.neuron.core.solver.NewtonStep;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The descent by a solver that needs no learning rate: in each epoch one pass over the rows, with
 * which it tries a point. Histories hold the best point so far.
 */
final class SolverDescent extends Descent {

  /**
   * The number of features up to which L-BFGS ends with second derivatives: they cost as much as
   * some twenty of its passes.
   */
  static final int MAX_LBFGS_HESSIAN_FEATURES = 128;

  /** The expected improvement up to which a point that rounding has ended at is the minimum. */
  private static final double MINIMUM = 1e-9;

  private final int rows;
  private final double weight;
  private final SearchScale scale;
  private final Minimizer minimizer;
  private double heldOutLoss;

  /**
   * A descent over rows that are held here.
   *
   * @param training the rows on the scale
   * @param heldOut rows whose loss is watched, on the same scale; null for none
   * @param start d + 1 values on the scale, W first and b last
   */
  SolverDescent(
      Dataset training,
      @Nullable Dataset heldOut,
      SearchScale scale,
      Hyperparameters hyperparameters,
      double[] start) {
    this(
        training,
        training.rows(),
        BatchWeight.total(training),
        heldOut,
        scale,
        hyperparameters,
        start,
        null);
  }

  private SolverDescent(
      @Nullable Dataset training,
      int rows,
      double weight,
      @Nullable Dataset heldOut,
      SearchScale scale,
      Hyperparameters hyperparameters,
      double[] start,
      @Nullable Kernel kernel) {
    super(hyperparameters, training, heldOut, start, kernel);
    this.rows = rows;
    this.weight = weight;
    this.scale = scale;
    Double tolerance = heldOut().exists() ? null : hyperparameters.tolerance();
    minimizer = minimizer(hyperparameters, scale, start, tolerance);
  }

  /**
   * A descent over rows that only the kernel knows.
   *
   * @param rows n
   * @param weight Σ s of all rows
   * @param start d + 1 values on the scale, W first and b last
   * @param kernel is not closed with this
   */
  static SolverDescent over(
      Kernel kernel,
      int rows,
      double weight,
      SearchScale scale,
      Hyperparameters hyperparameters,
      double[] start) {
    return new SolverDescent(null, rows, weight, null, scale, hyperparameters, start, kernel);
  }

  /** True if the descent works out second derivatives, at the least at its end. */
  static boolean usesHessian(Hyperparameters hyperparameters, int features) {
    return hyperparameters.solver() == Solver.NEWTON
        || (hyperparameters.solver() == Solver.LBFGS && features <= MAX_LBFGS_HESSIAN_FEATURES);
  }

  private static Minimizer minimizer(
      Hyperparameters hyperparameters,
      SearchScale scale,
      double[] start,
      @Nullable Double tolerance) {
    boolean convex = hyperparameters.loss() == LossFunction.CROSS_ENTROPY;
    double kappa = scale.maxCurvature(hyperparameters.loss());
    return hyperparameters.solver() == Solver.NEWTON
        ? new NewtonMethod(
            start, convex, kappa, tolerance == null ? NewtonMethod.TOLERANCE : tolerance)
        : new Lbfgs(
            start,
            convex,
            SearchScale.kappa(hyperparameters.loss()),
            tolerance == null ? Lbfgs.TOLERANCE : tolerance,
            MAX_LBFGS_HESSIAN_FEATURES + 1);
  }

  @Override
  @Nullable StopReason runEpoch(Kernel kernel) {
    double[] before = minimizer.point();
    Ending ending = minimizer.pass(objective(kernel));
    double[] point = minimizer.point();
    if (history().epochs() == 0 || !Arrays.equals(point, before)) {
      heldOutLoss = heldOut().watch(point, scale.penalty(point));
    }
    StopReason ofEpoch = record(minimizer.value(), heldOutLoss, point);
    return ending == null ? ofEpoch : reason(ending);
  }

  private static StopReason reason(Ending ending) {
    return switch (ending) {
      case CONVERGED -> StopReason.CONVERGED;
      case STATIONARY -> StopReason.STATIONARY;
      case ROUNDING -> StopReason.ROUNDING;
    };
  }

  @Override
  DescentResult result(Kernel kernel, StopReason stopReason) {
    double[] answer = heldOut().bestOr(minimizer.point());
    return result(
        answer,
        scale.penalty(answer),
        stopReason,
        stopReason.isCutShort() ? null : certificate(objective(kernel), answer, stopReason));
  }

  private Certificate certificate(
      TrainingObjective objective, double[] answer, StopReason stopReason) {
    boolean isLowest = Arrays.equals(answer, minimizer.point());
    double[] gradient = isLowest ? minimizer.gradient() : new double[answer.length];
    double value = isLowest ? minimizer.value() : objective.valueAndGradient(answer, gradient);
    SymmetricMatrix known = isLowest ? minimizer.hessian() : null;
    SymmetricMatrix hessian = known == null ? hessian(objective, answer) : known;
    NewtonStep step = hessian == null ? null : NewtonStep.of(gradient, hessian);
    Double improvement = step == null ? null : step.expectedImprovement();
    boolean isMinimum =
        isLowest
            && (stopReason == StopReason.CONVERGED
                || (stopReason == StopReason.ROUNDING
                    && improvement != null
                    && improvement <= MINIMUM));
    Double gap = gap(objective, answer, value, gradient, hessian);
    return new Certificate(new Optimality(improvement, gap), isMinimum, hessian);
  }

  private @Nullable SymmetricMatrix hessian(TrainingObjective objective, double[] answer) {
    if (!usesHessian(hyperparameters(), answer.length - 1)) {
      return null;
    }
    SymmetricMatrix hessian = new SymmetricMatrix(answer.length);
    objective.hessian(answer, Curvature.EXACT, hessian);
    return hessian;
  }

  private @Nullable Double gap(
      TrainingObjective objective,
      double[] answer,
      double value,
      double[] gradient,
      @Nullable SymmetricMatrix hessian) {
    if (hyperparameters().loss() != LossFunction.CROSS_ENTROPY || hyperparameters().l2() == 0) {
      return null;
    }
    double kappa = SearchScale.kappa(hyperparameters().loss());
    return new DualityGap(objective, scale.penalty()).of(answer, value, gradient, hessian, kappa);
  }

  private TrainingObjective objective(Kernel kernel) {
    return new TrainingObjective(kernel, rows, weight, scale);
  }

  @Override
  Kernel open(Dataset training) {
    return Kernel.of(training, hyperparameters().loss());
  }

  @Override
  public double[] parameters() {
    return minimizer.point().clone();
  }
}
