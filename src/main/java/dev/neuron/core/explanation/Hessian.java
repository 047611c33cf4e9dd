package dev.neuron.core.explanation;

import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.explanation.ChainRule.Factors;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;
import java.util.List;

/**
 * The second derivatives of L by W and b: H = Σ s c (x, 1)(x, 1)ᵀ / Σ s + 2 λ on the diagonal of W,
 * with the curvature c = d²L/dh² of each row.
 *
 * @param values (d + 1) × (d + 1), symmetric, W first and b last
 * @param size d + 1 values: the diagonal, had no term been negative
 */
record Hessian(double[][] values, double[] size) {

  /**
   * The Hessian at the logits of these factors.
   *
   * @throws InvalidInputException if a product of features overflows
   */
  static Hessian of(Dataset rows, List<Factors> factors, StepSettings settings) {
    int d = rows.features();
    double[][] values = new double[d + 1][d + 1];
    double[] size = new double[d + 1];
    double[] x = new double[d + 1];
    x[d] = 1;
    LossFunction loss = settings.loss();
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.counts(i)) {
        for (int j = 0; j < d; j++) {
          x[j] = rows.value(i, j);
        }
        double h = factors.get(i).h();
        double exact = loss.curvature(rows.target(i), h, Curvature.EXACT);
        double positive = loss.curvature(rows.target(i), h, Curvature.GAUSS_NEWTON);
        double s = rows.weight(i);
        add(values, s * exact, x);
        addSize(size, s * (positive + Math.abs(exact - positive)), x);
      }
    }
    double weight = BatchWeight.total(rows);
    for (int j = 0; j <= d; j++) {
      double penalty = j < d ? 2 * settings.l2() : 0;
      for (int k = j; k <= d; k++) {
        values[j][k] /= weight;
      }
      values[j][j] += penalty;
      size[j] = size[j] / weight + penalty;
    }
    return new Hessian(finite(mirrored(values)), size);
  }

  private static void add(double[][] values, double c, double[] x) {
    for (int j = 0; j < x.length; j++) {
      double factor = c * x[j];
      for (int k = j; k < x.length; k++) {
        values[j][k] = Math.fma(factor, x[k], values[j][k]);
      }
    }
  }

  private static void addSize(double[] size, double c, double[] x) {
    for (int j = 0; j < x.length; j++) {
      size[j] = Math.fma(c * x[j], x[j], size[j]);
    }
  }

  private static double[][] mirrored(double[][] upper) {
    for (int j = 0; j < upper.length; j++) {
      for (int k = j; k < upper.length; k++) {
        upper[j][k] += 0.0; // −0 would puzzle
        upper[k][j] = upper[j][k];
      }
    }
    return upper;
  }

  private static double[][] finite(double[][] values) {
    for (double[] row : values) {
      for (double value : row) {
        if (!Double.isFinite(value)) {
          throw new InvalidInputException(
              Reason.NUMBER_OUT_OF_RANGE,
              "x",
              "Products of these numbers are too large for a Hessian; standardize scales them.");
        }
      }
    }
    return values;
  }

  PivotedCholesky decomposed() {
    return new PivotedCholesky(values, size);
  }
}
