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

    // with t = dŷ/dh = ŷ (1 − ŷ): 2 t² + 2 (ŷ − y) t (1 − 2 ŷ). Both factors of the last product
    // change their sign with h, so that it can be written with p = σ(−|h|), which keeps its digits.
    @Override
    public double curvature(double y, double h, Curvature curvature) {
      double power = ElementaryFunctions.exp(-Math.abs(h));
      double rest = 1 / (1 + power);
      double p = power * rest;
      double t = p * rest;
      double bend = (p - (h < 0 ? y : 1 - y)) * Math.fma(-2, p, 1);
      return 2 * t * (curvature == Curvature.EXACT ? t + bend : t);
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

    // ŷ (1 − ŷ): the curvature of log(1 + e^h), whatever y is
    @Override
    public double curvature(double y, double h, Curvature curvature) {
      double power = ElementaryFunctions.exp(-Math.abs(h));
      double rest = 1 / (1 + power);
      return power * rest * rest;
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

  /**
   * d²L/dh² of a row: how fast its derivative by the logit grows. In [0, 0.25] for cross-entropy;
   * for the squared error in [−0.13, 0.16], negative where ŷ is far from y.
   *
   * @param y target in [0, 1]
   * @param h logit
   * @param curvature whether the part that may be negative is left out
   */
  public abstract double curvature(double y, double h, Curvature curvature);

  /** y − ŷ with the bits that trainings use: exact for saturating logits. */
  private static double residual(double y, double h, double yHat) {
    return h > Sigmoid.SATURATING ? (y - 1) + Sigmoid.rest(h) : y - yHat;
  }
}
