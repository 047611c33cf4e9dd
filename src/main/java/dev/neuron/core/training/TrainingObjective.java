package dev.neuron.core.training;

import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.solver.Objective;

/**
 * The loss of the training rows, with its penalty, as a function of W and b on the scale of the
 * search. One call of a method is a pass over the rows.
 */
final class TrainingObjective implements Objective {

  private final Kernel kernel;
  private final int rows;
  private final double weight;
  private final SearchScale scale;

  /**
   * @param kernel of the rows on the scale
   * @param rows n
   * @param weight Σ s
   */
  TrainingObjective(Kernel kernel, int rows, double weight, SearchScale scale) {
    this.kernel = kernel;
    this.rows = rows;
    this.weight = weight;
    this.scale = scale;
  }

  @Override
  public double valueAndGradient(double[] z, double[] gradient) {
    double loss = kernel.lossAndGradient(z, null, 0, rows, gradient) / weight + scale.penalty(z);
    for (int j = 0; j < z.length; j++) {
      gradient[j] = Math.fma(decay(j), z[j], gradient[j] / weight);
    }
    return loss <= Double.MAX_VALUE ? loss : Double.POSITIVE_INFINITY;
  }

  @Override
  public void hessian(double[] z, Curvature curvature, SymmetricMatrix hessian) {
    kernel.hessian(z, curvature, hessian);
    hessian.divide(weight);
    for (int j = 0; j < z.length; j++) {
      hessian.addToDiagonal(j, decay(j));
    }
  }

  /** 2 λ_j; 0 for b, which is last. */
  private double decay(int j) {
    return j < scale.penalty().length ? 2 * scale.penalty()[j] : 0;
  }
}
