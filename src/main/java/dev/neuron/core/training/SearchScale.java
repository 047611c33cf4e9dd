package dev.neuron.core.training;

import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;
import java.util.Arrays;

/**
 * The scale on which a training searches for W and b, and the penalty there. Gradient descent
 * searches on the scale of the rows, raw or standardised. The other solvers search on a common
 * scale: z_j = s_j W_j and z_b = b + Σ m_j W_j with rows (x − m) / s, on which the second
 * derivatives at 0 have a diagonal of κ, those of the penalty included. The objective stays the
 * same.
 *
 * @param rows the scale of the rows, and of z
 * @param start the scale on which W and b start, and of the weights that l2 penalises
 * @param penalty d factors λ_j: the penalty is Σ λ_j z_j²
 */
public record SearchScale(Standardization rows, Standardization start, double[] penalty) {

  /** A deviation up to this share of the mean is of rounding: 4 ulp. */
  private static final double ROUNDING = 4 * Math.ulp(1.0);

  /** The scale of gradient descent. */
  static SearchScale of(Standardization rows, double l2) {
    double[] penalty = new double[rows.mean().length];
    Arrays.fill(penalty, l2);
    return new SearchScale(rows, rows, penalty);
  }

  /**
   * The scale of a training.
   *
   * @param d the number of features
   * @param sums over the rows that are trained on; used only where they are needed
   */
  public static SearchScale of(int d, ColumnSums sums, Hyperparameters hyperparameters) {
    double l2 = hyperparameters.l2();
    boolean standardize = hyperparameters.standardize();
    if (!hyperparameters.solver().needsNoLearningRate()) {
      Standardization rows =
          standardize ? Standardization.of(d, sums) : Standardization.identity(d);
      return of(rows, l2);
    }
    ColumnMoments moments = ColumnMoments.of(d, sums);
    Standardization start = standardize ? Standardization.of(moments) : Standardization.identity(d);
    double ofPenalty = Math.sqrt(2 / kappa(hyperparameters.loss())) * Math.sqrt(l2);
    double[] scale = new double[d];
    double[] penalty = new double[d];
    for (int j = 0; j < d; j++) {
      boolean isConstant = moments.deviation()[j] <= ROUNDING * Math.abs(moments.mean()[j]);
      double deviation = isConstant ? 0 : moments.deviation()[j] / start.deviation()[j];
      double common = length(deviation, ofPenalty);
      scale[j] = Standardization.usable(Math.min(start.deviation()[j] * common, Double.MAX_VALUE));
      double relative = scale[j] / start.deviation()[j];
      penalty[j] = l2 / relative / relative;
    }
    return new SearchScale(new Standardization(moments.mean(), scale), start, penalty);
  }

  /** κ: the curvature of a row's loss in the middle, where h = 0 and y = ½. */
  static double kappa(LossFunction loss) {
    return loss.curvature(0.5, 0, Curvature.EXACT);
  }

  /** κ with the largest second derivative of the penalty. */
  double maxCurvature(LossFunction loss) {
    return kappa(loss) + 2 * Arrays.stream(penalty).max().orElse(0);
  }

  /** √(a² + b²) without overflow; 1 if it is 0. */
  private static double length(double a, double b) {
    double large = Math.max(a, b);
    double share = large == 0 ? 0 : Math.min(a, b) / large;
    return large == 0 ? 1 : large * Math.sqrt(1 + share * share);
  }

  /** True if rows are as they came. */
  boolean isRaw() {
    return rows.isIdentity();
  }

  /** Converts parameters on the scale of the start to this one; modified. */
  void fromStart(double[] parameters) {
    if (start != rows) {
      start.toRaw(parameters);
      rows.toScaled(parameters);
    }
  }

  /** Σ λ_j z_j². */
  double penalty(double[] z) {
    double sum = 0;
    for (int j = 0; j < penalty.length; j++) {
      sum = Math.fma(penalty[j] * z[j], z[j], sum);
    }
    return sum;
  }
}
