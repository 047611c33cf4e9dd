package dev.neuron.core.neuron;

/**
 * The update of W and b by gradient descent with momentum and an L2 penalty: v ← μ v − α dL/dp, p ←
 * p + v for every parameter p. λ Σ W² is a part of L, so that 2 λ W is a part of dL/dW; b is not
 * penalised. Without momentum and penalty it is the slides' W ← W − α dL/dW, b ← b − α dL/db.
 *
 * <p>All trainings use this update, or a kernel that fuses it with the sum over the rows and has
 * the same bits.
 *
 * @param learningRate α
 * @param momentum μ
 * @param l2 λ
 */
public record GradientStep(double learningRate, double momentum, double l2) {

  /**
   * Takes one step. Shapes are not checked; NaN and overflow propagate to p and v.
   *
   * @param p d + 1 parameters, W first and b last; modified
   * @param v d + 1 velocities; modified
   * @param gradientSum Σ s dL/dp over the rows of a batch, d + 1 values without the penalty; not
   *     modified
   * @param weight Σ s over the rows of the batch, by which the sums become means; &gt; 0
   */
  public void take(double[] p, double[] v, double[] gradientSum, double weight) {
    int bias = p.length - 1;
    double mean = 1 / weight;
    double decay = 2 * l2;
    for (int j = 0; j <= bias; j++) {
      double derivative = Math.fma(j < bias ? decay : 0, p[j], gradientSum[j] * mean);
      v[j] = Math.fma(-learningRate, derivative, momentum * v[j]);
      p[j] += v[j];
    }
  }

  /**
   * λ Σ W², the penalty in the loss.
   *
   * @param p d + 1 parameters, W first and b last
   */
  public double penalty(double[] p) {
    if (l2 == 0) {
      return 0;
    }
    double squares = 0;
    for (int j = 0; j < p.length - 1; j++) {
      squares = Math.fma(p[j], p[j], squares);
    }
    return l2 * squares;
  }
}
