package dev.neuron.core.neuron;

import dev.neuron.core.math.ElementaryFunctions;

/**
 * The loss of one row, a cost to be minimised, and its derivative by the logit. A training's loss
 * is the weighted mean over its rows.
 */
public enum LossFunction {
  /** The squared error (y − ŷ)². */
  MSE {
    @Override
    public double value(double y, double h, double yHat) {
      double e = residual(y, h, yHat);
      return e * e;
    }

    @Override
    public double derivativeByPrediction(double y, double yHat) {
      return -2 * (y - yHat);
    }

    // dL/dŷ · dŷ/dh = −2 (y − ŷ) · ŷ (1 − ŷ)
    @Override
    public double derivative(double y, double h, double yHat) {
      return -2 * residual(y, h, yHat) * Sigmoid.derivative(h, yHat);
    }
  },

  /**
   * The binary cross-entropy −y log ŷ − (1 − y) log(1 − ŷ), written as log(1 + e^h) − y h so that
   * no logarithm of a saturated ŷ is taken.
   */
  CROSS_ENTROPY {
    @Override
    public double value(double y, double h, double yHat) {
      double log = ElementaryFunctions.log1p(ElementaryFunctions.exp(-Math.abs(h)));
      return Math.fma(-y, h, h > 0 ? h : 0) + log;
    }

    // −y / ŷ + (1 − y) / (1 − ŷ)
    @Override
    public double derivativeByPrediction(double y, double yHat) {
      return (yHat - y) / Sigmoid.derivative(yHat);
    }

    // ŷ − y: the ŷ (1 − ŷ) of the sigmoid cancels
    @Override
    public double derivative(double y, double h, double yHat) {
      return h > Sigmoid.SATURATING ? -residual(y, h, yHat) : yHat - y;
    }
  };

  /**
   * The loss of a row, ≥ 0.
   *
   * @param y target in [0, 1]
   * @param h logit
   * @param yHat σ(h)
   */
  public abstract double value(double y, double h, double yHat);

  /**
   * dL/dŷ of a row; of cross-entropy infinite or NaN where ŷ has rounded to 0 or 1.
   *
   * @param y target in [0, 1]
   * @param yHat prediction
   */
  public abstract double derivativeByPrediction(double y, double yHat);

  /**
   * dL/dh of a row: positive where ŷ is too large.
   *
   * @param y target in [0, 1]
   * @param h logit
   * @param yHat σ(h)
   */
  public abstract double derivative(double y, double h, double yHat);

  /** y − ŷ with the bits that trainings use: exact for saturating logits. */
  private static double residual(double y, double h, double yHat) {
    return h > Sigmoid.SATURATING ? (y - 1) + Sigmoid.rest(h) : y - yHat;
  }
}
