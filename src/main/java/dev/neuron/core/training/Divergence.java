package dev.neuron.core.training;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.neuron.NeuronParameters;
import java.util.Arrays;

/** Refuses numbers that a training has driven out of the range of doubles. */
final class Divergence {

  private Divergence() {}

  /**
   * The loss of an epoch.
   *
   * @throws InvalidInputException if it is not finite
   */
  static double finite(double loss, int epoch, Solver solver) {
    if (!Double.isFinite(loss)) {
      throw diverged("in epoch " + epoch, solver);
    }
    return loss;
  }

  /**
   * The evaluation of a result.
   *
   * @throws InvalidInputException if its loss is not finite
   */
  static Evaluation finite(Evaluation evaluation, Solver solver) {
    if (!Double.isFinite(evaluation.loss())) {
      throw diverged("after the last epoch", solver);
    }
    return evaluation;
  }

  /**
   * W and b.
   *
   * @param parameters d + 1 values, W first and b last
   * @throws InvalidInputException if one of them is not finite
   */
  static NeuronParameters finite(double[] parameters, Solver solver) {
    int d = parameters.length - 1;
    try {
      return new NeuronParameters(Arrays.copyOf(parameters, d), parameters[d]);
    } catch (InvalidInputException e) {
      InvalidInputException diverged = diverged("after the last epoch that was run", solver);
      diverged.initCause(e);
      throw diverged;
    }
  }

  private static InvalidInputException diverged(String when, Solver solver) {
    if (solver.needsNoLearningRate()) {
      return new InvalidInputException(
          Reason.TRAINING_DIVERGED,
          "hyperparameters/solver",
          "W, b or the loss is not a finite number %s; lower l2 or the values of the start, or bring the features nearer to 1."
              .formatted(when));
    }
    return new InvalidInputException(
        Reason.TRAINING_DIVERGED,
        "hyperparameters/learningRate",
        "W, b or the loss ceased to be a finite number %s; lower learningRate, momentum or l2, or set standardize to true."
            .formatted(when));
  }
}
