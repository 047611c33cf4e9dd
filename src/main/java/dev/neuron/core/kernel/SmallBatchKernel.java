package dev.neuron.core.kernel;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.Sigmoid;
import org.jspecify.annotations.Nullable;

/**
 * The kernel for a handful of rows, such as the slides' four: every row has a lane of its own, so
 * sums need no lanes at all, and what counts is how soon the next epoch can begin. Rows are worked
 * on four at a time in local variables, since the processor can overlap what does not wait for one
 * another; vectors are no faster, for the epoch is a chain of steps that wait for one another.
 */
public final class SmallBatchKernel implements Kernel {

  private static final int HALF = LaneSums.LANES / 2;

  private final LossFunction loss;
  private final int d;
  private final int rows;

  /**
   * Column by column, eight values each; what is missing is 0, also among the weights, and so is a
   * row of weight 0, in which nothing may overflow.
   */
  private final double[] x;

  private final double[] y = new double[LaneSums.LANES];
  private final double[] weights = new double[LaneSums.LANES];
  private final double[] g = new double[LaneSums.LANES];
  private final double[] losses = new double[LaneSums.LANES];

  /** A kernel for one batch of all rows, of which there are at most 8; copies them. */
  public SmallBatchKernel(Dataset dataset, LossFunction loss) {
    this.loss = loss;
    d = dataset.features();
    rows = dataset.rows();
    x = new double[d * LaneSums.LANES];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < d && dataset.counts(i); j++) {
        x[j * LaneSums.LANES + i] = dataset.x().values()[i * d + j];
      }
      y[i] = dataset.y()[i];
      weights[i] = dataset.weight(i);
    }
  }

  /** True if there is one batch, each row of which has a lane of its own. */
  static boolean fits(Dataset dataset, int batchSize) {
    return dataset.rows() <= LaneSums.LANES
        && batchSize == dataset.rows()
        && dataset.features() <= Integer.MAX_VALUE / LaneSums.LANES;
  }

  @Override
  public double lossAndGradient(
      double[] parameters, int @Nullable [] order, int from, int to, double[] gradient) {
    if (rows <= HALF) {
      return lossAndGradientOfFour(parameters, gradient);
    }
    forward(parameters);
    for (int j = 0; j < d; j++) {
      gradient[j] = 0 + products(j * LaneSums.LANES);
    }
    gradient[d] = 0 + LaneSums.tree(g, 0, 1);
    return 0 + LaneSums.tree(losses, 0, 1);
  }

  @Override
  public double loss(double[] parameters) {
    forward(parameters);
    return 0 + LaneSums.tree(losses, 0, 1);
  }

  @Override
  public void hessian(double[] parameters, Curvature curvature, SymmetricMatrix hessian) {
    double[] c = new double[LaneSums.LANES];
    for (int i = 0; i < rows; i++) {
      double h = parameters[d];
      for (int j = 0; j < d; j++) {
        h = Math.fma(x[j * LaneSums.LANES + i], parameters[j], h);
      }
      c[i] = weights[i] * loss.curvature(y[i], h, curvature);
    }
    double[] u = new double[LaneSums.LANES];
    double[] products = new double[LaneSums.LANES];
    double[] elements = hessian.values();
    int at = 0;
    for (int a = 0; a < d; a++) {
      multiply(c, a, u);
      for (int b = a; b < d; b++) {
        multiply(u, b, products);
        elements[at++] = 0 + LaneSums.tree(products, 0, 1);
      }
      elements[at++] = 0 + LaneSums.tree(u, 0, 1);
    }
    elements[at] = 0 + LaneSums.tree(c, 0, 1);
  }

  /** Multiplies each row's value with that of a feature. */
  private void multiply(double[] values, int j, double[] products) {
    for (int i = 0; i < LaneSums.LANES; i++) {
      products[i] = values[i] * x[j * LaneSums.LANES + i];
    }
  }

  /**
   * Forward and backward pass over at most four rows, with all but the results in local variables.
   */
  private double lossAndGradientOfFour(double[] p, double[] gradient) {
    double h0 = p[d];
    double h1 = h0;
    double h2 = h0;
    double h3 = h0;
    for (int j = 0, k = 0; j < d; j++, k += LaneSums.LANES) {
      double w = p[j];
      h0 = Math.fma(x[k], w, h0);
      h1 = Math.fma(x[k + 1], w, h1);
      h2 = Math.fma(x[k + 2], w, h2);
      h3 = Math.fma(x[k + 3], w, h3);
    }
    double yHat0 = Sigmoid.of(h0);
    double yHat1 = Sigmoid.of(h1);
    double yHat2 = Sigmoid.of(h2);
    double yHat3 = Sigmoid.of(h3);
    double g0 = weights[0] * loss.derivative(y[0], h0, yHat0);
    double g1 = weights[1] * loss.derivative(y[1], h1, yHat1);
    double g2 = weights[2] * loss.derivative(y[2], h2, yHat2);
    double g3 = weights[3] * loss.derivative(y[3], h3, yHat3);
    for (int j = 0, k = 0; j < d; j++, k += LaneSums.LANES) {
      gradient[j] = 0 + ((g0 * x[k] + g2 * x[k + 2]) + (g1 * x[k + 1] + g3 * x[k + 3]));
    }
    gradient[d] = 0 + ((g0 + g2) + (g1 + g3));
    double even =
        weights[0] * loss.value(y[0], h0, yHat0) + weights[2] * loss.value(y[2], h2, yHat2);
    double odd =
        weights[1] * loss.value(y[1], h1, yHat1) + weights[3] * loss.value(y[3], h3, yHat3);
    return 0 + (even + odd);
  }

  private void forward(double[] parameters) {
    fourRows(parameters, 0);
    if (rows > HALF) {
      fourRows(parameters, HALF);
    }
  }

  /** g and losses of the four rows from {@code at} on. */
  private void fourRows(double[] p, int at) {
    double h0 = p[d];
    double h1 = h0;
    double h2 = h0;
    double h3 = h0;
    for (int j = 0, k = at; j < d; j++, k += LaneSums.LANES) {
      double w = p[j];
      h0 = Math.fma(x[k], w, h0);
      h1 = Math.fma(x[k + 1], w, h1);
      h2 = Math.fma(x[k + 2], w, h2);
      h3 = Math.fma(x[k + 3], w, h3);
    }
    row(at, h0);
    row(at + 1, h1);
    row(at + 2, h2);
    row(at + 3, h3);
  }

  private void row(int i, double h) {
    double yHat = Sigmoid.of(h);
    g[i] = weights[i] * loss.derivative(y[i], h, yHat);
    losses[i] = weights[i] * loss.value(y[i], h, yHat);
  }

  /** Σ g x over the rows of a feature, in the order of the lanes. */
  private double products(int k) {
    double even = (g[0] * x[k] + g[4] * x[k + 4]) + (g[2] * x[k + 2] + g[6] * x[k + 6]);
    double odd = (g[1] * x[k + 1] + g[5] * x[k + 5]) + (g[3] * x[k + 3] + g[7] * x[k + 7]);
    return even + odd;
  }
}
