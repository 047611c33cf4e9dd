package dev.neuron.core.explanation;

import dev.neuron.core.data.Count;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.neuron.GradientStep;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.FeatureScale;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Solver;
import dev.neuron.core.training.Standardization;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one step. {@link SingleStep} checks their ranges.
 *
 * @param solver which step; L-BFGS has none that can be worked out from one point alone
 * @param loss L of a row
 * @param learningRate α; without effect on Newton's step
 * @param l2 λ: adds λ Σ W² to the loss
 * @param momentum μ: the share of the velocity that is kept
 * @param velocity v before the step, on the scale of the step; null is 0
 * @param standardize whether the step is taken on the scale of the rows
 * @param scale the scale that the step is taken on instead; null for none
 */
public record StepSettings(
    Solver solver,
    LossFunction loss,
    double learningRate,
    double l2,
    double momentum,
    @Nullable NeuronParameters velocity,
    boolean standardize,
    @Nullable FeatureScale scale) {

  /**
   * @throws InvalidInputException with the pointer {@code solver} for L-BFGS
   */
  public StepSettings {
    if (solver == Solver.LBFGS) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          "solver",
          "A step of lbfgs follows from the steps before it and cannot be shown by hand; use"
              + " gradientDescent or newton.");
    }
  }

  /** The settings of a step of gradient descent. */
  public StepSettings(
      LossFunction loss,
      double learningRate,
      double l2,
      double momentum,
      @Nullable NeuronParameters velocity,
      boolean standardize,
      @Nullable FeatureScale scale) {
    this(Solver.GRADIENT_DESCENT, loss, learningRate, l2, momentum, velocity, standardize, scale);
  }

  /** The settings of Newton's step, which is taken whole. */
  public static StepSettings newton(
      LossFunction loss, double l2, boolean standardize, @Nullable FeatureScale scale) {
    return new StepSettings(Solver.NEWTON, loss, 1, l2, 0, null, standardize, scale);
  }

  /** A plain step: W − α dL/dW. */
  public static StepSettings of(LossFunction loss, double learningRate) {
    return new StepSettings(loss, learningRate, 0, 0, null, false, null);
  }

  /** True if the step is taken on another scale than that of the raw rows. */
  boolean isScaled() {
    return standardize || scale != null;
  }

  /** True if the step is Newton's. */
  boolean isNewton() {
    return solver == Solver.NEWTON;
  }

  /** λ Σ W² of d + 1 parameters, W first and b last. */
  double penalty(double[] parameters) {
    return new GradientStep(learningRate, momentum, l2).penalty(parameters);
  }

  /** 2 λ W for one weight. */
  double penaltyGradient(double weight) {
    return l2 == 0 ? 0 : 2 * l2 * weight;
  }

  /** The training of one epoch that takes the step. */
  Hyperparameters oneEpoch(NeuronParameters start) {
    return Hyperparameters.builder()
        .epochs(1)
        .learningRate(learningRate)
        .l2(l2)
        .momentum(momentum)
        .loss(loss)
        .standardize(isScaled())
        .initial(start)
        .build();
  }

  /** The scale of the step; m = 0 and σ = 1 unless features are scaled. */
  Standardization scaleFor(Dataset rows) {
    if (scale != null) {
      return scale.toStandardization();
    }
    return standardize ? Standardization.of(rows) : Standardization.identity(rows.features());
  }

  /**
   * Refuses settings for another number of features.
   *
   * @throws InvalidInputException with the pointers {@code velocity/W}, {@code scale/mean} and
   *     {@code solver}
   */
  void requireFeatures(int features) {
    if (isNewton() && features > NewtonStep.MAX_FEATURES) {
      throw new InvalidInputException(
          Reason.EXPLANATION_TOO_LARGE,
          "solver",
          "A Hessian is shown for at most %d features, these rows have %d; use gradientDescent."
              .formatted(NewtonStep.MAX_FEATURES, features));
    }
    if (velocity != null) {
      require(velocity.features(), features, "velocity/W");
    }
    if (scale != null) {
      require(scale.mean().length, features, "scale/mean");
    }
  }

  private static void require(int values, int features, String pointer) {
    if (values != features) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          pointer,
          "Expected %s, one for each feature, found %d."
              .formatted(Count.of(features, "value"), values));
    }
  }
}
