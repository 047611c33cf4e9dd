package dev.neuron.explanation;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.explanation.StepSettings;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.Solver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The step that a request asks for, with defaults resolved. */
final class RequestedStep {

  private static final double DEFAULT_LEARNING_RATE = 0.5;

  private RequestedStep() {}

  /**
   * The settings of the step.
   *
   * @throws InvalidInputException if they contradict each other or one is not usable
   */
  static StepSettings settings(ExplanationRequest request) {
    boolean isNewton = request.solver() == Solver.NEWTON;
    checkScale(request);
    if (isNewton) {
      checkNothingOfGradientDescent(request);
    } else {
      checkVelocity(request);
    }
    ExplanationRequest.Velocity velocity = request.velocity();
    ExplanationRequest.Scale scale = request.scale();
    return new StepSettings(
        Objects.requireNonNullElse(request.solver(), Solver.GRADIENT_DESCENT),
        Objects.requireNonNullElse(request.loss(), LossFunction.MSE),
        Objects.requireNonNullElse(request.learningRate(), isNewton ? 1 : DEFAULT_LEARNING_RATE),
        Objects.requireNonNullElse(request.l2(), 0.0),
        Objects.requireNonNullElse(request.momentum(), 0.0),
        velocity == null ? null : velocity.toParameters(),
        Boolean.TRUE.equals(request.standardize()),
        scale == null ? null : scale.toFeatureScale());
  }

  private static void checkScale(ExplanationRequest request) {
    if (request.scale() != null && Boolean.FALSE.equals(request.standardize())) {
      throw new InvalidInputException(
          Reason.CONFLICTING_FIELDS,
          "scale",
          "A scale and standardize false exclude each other; give one of them.");
    }
  }

  private static void checkVelocity(ExplanationRequest request) {
    if (request.velocity() != null && request.momentum() == null) {
      throw new InvalidInputException(
          Reason.MISSING_FIELD,
          "momentum",
          "A velocity changes a step by its momentum; give the momentum too.");
    }
  }

  /** Refuses what Newton's step has no use for. */
  private static void checkNothingOfGradientDescent(ExplanationRequest request) {
    List<Fault> faults = new ArrayList<>();
    addIfGiven(faults, "learningRate", request.learningRate());
    addIfGiven(faults, "momentum", request.momentum());
    addIfGiven(faults, "velocity", request.velocity());
    if (request.claims() != null && request.claims().step() != null) {
      faults.add(
          new Fault(
              "claims/step",
              "Claims on a step are checked for gradientDescent alone; leave step out of the claims,"
                  + " or leave solver out."));
    }
    if (!faults.isEmpty()) {
      throw new InvalidInputException(Reason.CONFLICTING_FIELDS, faults);
    }
  }

  private static void addIfGiven(List<Fault> faults, String field, @Nullable Object value) {
    if (value != null) {
      faults.add(
          new Fault(
              field,
              "Newton's step has no %s; leave it out, or use solver gradientDescent."
                  .formatted(field)));
    }
  }
}
