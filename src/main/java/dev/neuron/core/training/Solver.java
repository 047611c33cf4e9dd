package dev.neuron.core.training;

import dev.neuron.core.data.Count;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;

/** The methods that find W and b. */
public enum Solver {
  /** The slides' W ← W − α dL/dW, with a learning rate α. */
  GRADIENT_DESCENT,
  /**
   * Newton's method, damped: needs no learning rate and about ten passes, each with the second
   * derivatives of the loss.
   */
  NEWTON,
  /** The quasi-Newton method L-BFGS: needs no learning rate, for any number of features. */
  LBFGS;

  /** The number of features up to which {@link #NEWTON} is offered: H has d² / 2 elements. */
  public static final int MAX_NEWTON_FEATURES = 512;

  /** True if it finds a step length by itself. */
  public boolean needsNoLearningRate() {
    return this != GRADIENT_DESCENT;
  }

  /**
   * Refuses more features than the solver supports.
   *
   * @throws InvalidInputException with the pointer {@code solver}
   */
  public void requireFeatures(int features) {
    if (this == NEWTON && features > MAX_NEWTON_FEATURES) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          "solver",
          "newton takes at most %s, the dataset has %d: set solver to \"lbfgs\"."
              .formatted(Count.of(MAX_NEWTON_FEATURES, "feature"), features));
    }
  }

  /**
   * The cost of an epoch in passes over the rows: with Newton's method, second derivatives come to
   * those of loss and gradient.
   */
  public double passesAnEpoch(int features) {
    return this == NEWTON ? 1 + (features + 1) / 4.0 : 1;
  }
}
