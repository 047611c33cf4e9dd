package dev.neuron.core.training;

import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.solver.Lbfgs;
import dev.neuron.core.solver.Minimizer;
import dev.neuron.core.solver.Minimizer.Ending;
import dev.neuron.core.solver.NewtonMethod;
import dev.neuron.core.solver.NewtonStep;
import dev.neuron.core.training.TrainingListener.Signal;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The descent by a solver that needs no learning rate: in each epoch one pass over the rows, with
 * which it tries a point. Histories hold the best point so far.
 */
final class SolverDescent implements Descent {

  /**
   * The number of features up to which L-BFGS ends with second derivatives: they cost as much as
   * some twenty of its passes.
   */
  static final int MAX_LBFGS_HESSIAN_FEATURES = 128;

  /** The expected improvement up to which a point that rounding has ended at is the minimum. */
  private static final double MINIMUM = 1e-9;

  private final Hyperparameters hyperparameters;
  private final @Nullable Dataset training;
  private final int rows;
  private final double weight;
  private final HeldOut heldOut;
  private final SearchScale scale;
  private final Minimizer minimizer;
  private final EpochHistory history;
  private final StoppingRule stopping;
  private double heldOutLoss;
  private @Nullable Kernel kernel;

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
    this.training = training;
    this.rows = rows;
    this.weight = weight;
    this.scale = scale;
    this.hyperparameters = hyperparameters;
    this.kernel = kernel;
    Double tolerance = hyperparameters.tolerance();
    this.heldOut = new HeldOut(heldOut, hyperparameters.loss(), tolerance != null);
    boolean watches = this.heldOut.exists();
    minimizer = minimizer(hyperparameters, scale, start, watches ? null : tolerance);
    history = new EpochHistory(hyperparameters, watches, start);
    stopping = new StoppingRule(hyperparameters, watches, watches ? tolerance : null);
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
  public @Nullable DescentResult run(
      TrainingListener listener, Supplier<NeuronParameters> current) {
    TrainingObjective objective = objective();
    StopReason stopReason = null;
    while (stopReason == null) {
      int epoch = history.epochs();
      stopReason = pass(objective, epoch);
      double loss = minimizer.value();
      if (stopReason != null) {
        listener.lastEpochCompleted(epoch, loss, current);
      } else {
        Signal signal = listener.epochCompleted(epoch, loss, current);
        if (signal == Signal.PAUSE) {
          return null;
        }
        stopReason = StoppingRule.at(signal);
      }
    }
    return result(objective, stopReason);
  }

  private @Nullable StopReason pass(TrainingObjective objective, int epoch) {
    double[] before = minimizer.point();
    Ending ending = minimizer.pass(objective);
    double loss = Divergence.finite(minimizer.value(), epoch, hyperparameters.solver());
    double[] point = minimizer.point();
    if (epoch == 0 || !Arrays.equals(point, before)) {
      heldOutLoss = Divergence.finite(watch(point), epoch, hyperparameters.solver());
    }
    history.add(loss, heldOutLoss, point);
    StopReason ofEpoch = stopping.after(epoch, heldOut.exists() ? heldOutLoss : loss);
    return ending == null ? ofEpoch : reason(ending);
  }

  private double watch(double[] point) {
    return heldOut.watch(point, scale.penalty(point));
  }

  private static StopReason reason(Ending ending) {
    return switch (ending) {
      case CONVERGED -> StopReason.CONVERGED;
      case STATIONARY -> StopReason.STATIONARY;
      case ROUNDING -> StopReason.ROUNDING;
    };
  }

  private DescentResult result(TrainingObjective objective, StopReason stopReason) {
    double[] answer = heldOut.bestOr(minimizer.point());
    return new DescentResult(
        answer,
        scale.penalty(answer),
        history.losses(),
        history.heldOutLosses(),
        history.epochs(),
        stopReason,
        stopReason.isCutShort() ? null : certificate(objective, answer, stopReason));
  }

  private Certificate certificate(
      TrainingObjective objective, double[] answer, StopReason stopReason) {
    double[] gradient = new double[answer.length];
    double value = objective.valueAndGradient(answer, gradient);
    SymmetricMatrix hessian = hessian(objective, answer);
    NewtonStep step = hessian == null ? null : NewtonStep.of(gradient, hessian);
    Double improvement = step == null ? null : step.expectedImprovement();
    boolean isLowest = Arrays.equals(answer, minimizer.point());
    boolean isMinimum =
        isLowest
            && (stopReason == StopReason.CONVERGED
                || (stopReason == StopReason.ROUNDING
                    && improvement != null
                    && improvement <= MINIMUM));
    return new Certificate(
        new Optimality(improvement, gap(objective, answer, value, hessian)), isMinimum, hessian);
  }

  private @Nullable SymmetricMatrix hessian(TrainingObjective objective, double[] answer) {
    if (!usesHessian(hyperparameters, answer.length - 1)) {
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
      @Nullable SymmetricMatrix hessian) {
    if (hyperparameters.loss() != LossFunction.CROSS_ENTROPY || hyperparameters.l2() == 0) {
      return null;
    }
    double kappa = SearchScale.kappa(hyperparameters.loss());
    return new DualityGap(objective, scale.penalty()).of(answer, value, hessian, kappa);
  }

  /** The objective, with the kernel until this is closed. */
  private TrainingObjective objective() {
    Kernel open = kernel;
    if (open == null && training != null) {
      open = Kernel.of(training, hyperparameters.loss());
      kernel = open;
    }
    if (open == null) {
      throw new IllegalStateException("There are neither rows nor a kernel");
    }
    return new TrainingObjective(open, rows, weight, scale);
  }

  @Override
  public double[] parameters() {
    return minimizer.point().clone();
  }

  @Override
  public TrainingTrajectory trajectory() {
    return history.trajectory();
  }

  @Override
  public int epochsLeft() {
    return hyperparameters.epochs() - history.epochs();
  }

  @Override
  public void close() {
    if (kernel != null && training != null) {
      kernel.close();
      kernel = null;
    }
    heldOut.close();
  }
}
