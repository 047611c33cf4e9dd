package dev.neuron.diagnosis;

import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Training;

/**
 * Calculates a learning rate with which no step in full batches raises the loss: with α ≤ 1 / L no
 * step of gradient descent does, where L is the Lipschitz constant of the gradient (the descent
 * lemma; Nesterov, Introductory Lectures on Convex Optimization, 1.2.3). Here L ≤ c (Σ mean x² + 1)
 * + 2λ, with c the largest |d²L/dh²|.
 */
final class SafeRate {

  /** |d²L/dh²| of cross-entropy is ŷ(1 − ŷ). */
  static final double CURVATURE_OF_CROSS_ENTROPY = 0.25;

  /** 2ŷ²(1 − ŷ)(2 − 3ŷ) for y = 0 at ŷ = (15 − √33) / 24, 0.1541, rounded up. */
  static final double CURVATURE_OF_SQUARED_ERROR = 0.155;

  private final Training training;
  private final DiagnosedDataset data;
  private final Hyperparameters hyperparameters;

  SafeRate(Training training, DiagnosedDataset data) {
    this.training = training;
    this.data = data;
    hyperparameters = training.hyperparameters();
  }

  /**
   * The rate 1 / L, or (1 − μ) / L with momentum, of which a step leads to a sum of steps.
   *
   * @param standardized whether to train on (x − mean) / deviation
   */
  double of(boolean standardized) {
    double squares = 1;
    for (int j = 0; j < data.rows().features(); j++) {
      squares += square(j, standardized);
    }
    double curvature =
        hyperparameters.loss() == LossFunction.MSE
            ? CURVATURE_OF_SQUARED_ERROR
            : CURVATURE_OF_CROSS_ENTROPY;
    double bound = curvature * squares + 2 * hyperparameters.l2();
    return (1 - hyperparameters.momentum()) / Math.min(bound, Double.MAX_VALUE);
  }

  /** The mean of x², or for a mini-batch the largest that it may be. */
  private double square(int j, boolean standardized) {
    boolean fullBatch = Unrest.isFullBatch(training);
    double largest = data.statistics().maxMagnitude(j);
    double root = fullBatch ? data.statistics().rootMeanSquare(j) : largest;
    if (standardized) {
      root = fullBatch ? 1 : Math.sqrt(training.trainingRows().rows());
    }
    return root * root;
  }
}
