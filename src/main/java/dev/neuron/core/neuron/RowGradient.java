package dev.neuron.core.neuron;

import dev.neuron.core.data.Dataset;

/**
 * The gradient of one row, as the slides derive it: forward h = x·W + b, ŷ = σ(h), L(y, ŷ);
 * backward dL/dh = dL/dŷ · dŷ/dh, dL/dW = dL/dh · x, dL/db = dL/dh.
 */
public final class RowGradient {

  private RowGradient() {}

  /**
   * Forward and backward pass over row i, multiplied by its weight s.
   *
   * @param parameters d + 1 values, W first and b last
   * @param gradient d + 1 values; modified: becomes s dL/dW and, last, s dL/db
   * @return s L
   */
  public static double lossAndGradient(
      LossFunction loss, double[] parameters, Dataset rows, int i, double[] gradient) {
    double h = Logit.of(parameters, rows.x(), i);
    double yHat = Sigmoid.of(h);
    double y = rows.y()[i];
    double g = rows.weight(i) * loss.derivative(y, h, yHat);
    int d = rows.features();
    double[] x = rows.x().values();
    for (int j = 0; j < d; j++) {
      gradient[j] = 0 + g * x[i * d + j]; // 0 + as in a sum of rows, where −0 becomes 0
    }
    gradient[d] = 0 + g;
    return 0 + rows.weight(i) * loss.value(y, h, yHat);
  }
}
