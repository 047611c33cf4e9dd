package dev.neuron.core.explanation;

import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.explanation.ChainRule.Factors;
import dev.neuron.core.kernel.ScalarKernel;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
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
   * The Hessian at a point.
   *
   * @param factors of the rows at that point
   * @throws InvalidInputException if a product of features overflows
   */
  static Hessian of(
      Dataset rows, NeuronParameters at, List<Factors> factors, StepSettings settings) {
    int d = rows.features();
    SymmetricMatrix hessian = new SymmetricMatrix(d + 1);
    new ScalarKernel(rows, settings.loss()).hessian(at.toArray(), Curvature.EXACT, hessian);
    double weight = BatchWeight.total(rows);
    hessian.divide(weight);
    double[] size = size(rows, factors, settings.loss());
    for (int j = 0; j <= d; j++) {
      double penalty = j < d ? 2 * settings.l2() : 0;
      hessian.addToDiagonal(j, penalty);
      size[j] = size[j] / weight + penalty;
    }
    return new Hessian(finite(whole(hessian)), size);
  }

  /** Σ s x² of each column, with the sum of the magnitudes of the two parts of each curvature. */
  private static double[] size(Dataset rows, List<Factors> factors, LossFunction loss) {
    int d = rows.features();
    double[] size = new double[d + 1];
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.counts(i)) {
        double h = factors.get(i).h();
        double exact = loss.curvature(rows.target(i), h, Curvature.EXACT);
        double positive = loss.curvature(rows.target(i), h, Curvature.GAUSS_NEWTON);
        double c = rows.weight(i) * (positive + Math.abs(exact - positive));
        for (int j = 0; j < d; j++) {
          size[j] = Math.fma(c * rows.value(i, j), rows.value(i, j), size[j]);
        }
        size[d] += c;
      }
    }
    return size;
  }

  /** Both triangles. */
  private static double[][] whole(SymmetricMatrix matrix) {
    double[][] values = new double[matrix.size()][matrix.size()];
    for (int j = 0; j < matrix.size(); j++) {
      for (int k = 0; k < matrix.size(); k++) {
        values[j][k] = matrix.at(j, k) + 0.0; // −0 would puzzle
      }
    }
    return values;
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
