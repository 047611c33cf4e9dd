package dev.neuron.core.kernel;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.RowBlock;
import dev.neuron.core.neuron.RowGradient;
import dev.neuron.core.neuron.Sigmoid;
import org.jspecify.annotations.Nullable;

/**
 * The kernel in plain Java over rows as they came, in any order: for shuffled and small batches,
 * for a single pass, and wherever there are no vectors.
 *
 * <p>Eight rows at a time, one a lane: their logits are eight chains of fma side by side, where one
 * row's alone would wait for each of its own; the gradient adds a row to its lane, an inner loop
 * over neighbouring values that the compiler turns into vectors.
 */
public final class ScalarKernel implements Kernel {

  private final Dataset dataset;
  private final Matrix rows;
  private final double[] x;
  private final double[] y;
  private final int d;
  private final LossFunction loss;
  private final LaneSums sums;
  private final LaneSums lossSum = new LaneSums(1);
  private final RowBlock block = new RowBlock();

  /** A kernel for any batches of a dataset; copies nothing. */
  public ScalarKernel(Dataset dataset, LossFunction loss) {
    this.dataset = dataset;
    rows = dataset.x();
    x = rows.values();
    y = dataset.y();
    d = dataset.features();
    this.loss = loss;
    sums = new LaneSums(d + 2);
  }

  @Override
  public double lossAndGradient(
      double[] parameters, int @Nullable [] order, int from, int to, double[] gradient) {
    if (to - from == 1) {
      int only = order == null ? from : order[from];
      return RowGradient.lossAndGradient(loss, parameters, dataset, only, gradient);
    }
    sums.clear();
    double[] lanes = sums.lanes();
    for (int at = from; at < to; at += LaneSums.LANES) {
      int count = block.take(order, at, to);
      int firstLane = sums.laneOf(at - from);
      block.logits(parameters, rows);
      for (int k = 0; k < count; k++) {
        addRow(block.rows[k], block.h[k], lanes, firstLane + k * (d + 2));
      }
    }
    double[] totals = sums.totals();
    System.arraycopy(totals, 0, gradient, 0, d + 1);
    return totals[d + 1];
  }

  @Override
  public double loss(double[] parameters) {
    lossSum.clear();
    double[] lanes = lossSum.lanes();
    for (int at = 0; at < rows.rows(); at += LaneSums.LANES) {
      int count = block.take(null, at, rows.rows());
      int firstLane = lossSum.laneOf(at);
      block.logits(parameters, rows);
      for (int k = 0; k < count; k++) {
        int i = block.rows[k];
        if (!dataset.counts(i)) {
          continue;
        }
        double value = loss.value(y[i], block.h[k], Sigmoid.of(block.h[k]));
        lanes[firstLane + k] = Math.fma(dataset.weight(i), value, lanes[firstLane + k]);
      }
    }
    return lossSum.totals()[0];
  }

  @Override
  public void hessian(double[] parameters, Curvature curvature, SymmetricMatrix hessian) {
    int elements = hessian.values().length;
    LaneSums products = new LaneSums(elements);
    for (int at = 0; at < rows.rows(); at += LaneSums.LANES) {
      int count = block.take(null, at, rows.rows());
      int firstLane = products.laneOf(at);
      block.logits(parameters, rows);
      for (int k = 0; k < count; k++) {
        int i = block.rows[k];
        if (dataset.counts(i)) {
          double c = dataset.weight(i) * loss.curvature(y[i], block.h[k], curvature);
          addProducts(i, c, products.lanes(), firstLane + k * elements);
        }
      }
    }
    System.arraycopy(products.totals(), 0, hessian.values(), 0, elements);
  }

  /** Adds the upper triangle of c (x, 1) (x, 1)ᵀ to a lane. */
  private void addProducts(int i, double c, double[] lanes, int lane) {
    int row = i * d;
    int at = lane;
    for (int a = 0; a < d; a++) {
      double u = c * x[row + a];
      int columns = d - a;
      for (int b = 0; b < columns; b++) {
        lanes[at + b] = Math.fma(u, x[row + a + b], lanes[at + b]);
      }
      lanes[at + columns] += u;
      at += columns + 1;
    }
    lanes[at] += c;
  }

  private void addRow(int i, double logit, double[] lanes, int lane) {
    double weight = dataset.weight(i);
    if (weight == 0) {
      return; // what overflows in it must not reach the sums as 0 · ∞
    }
    double yHat = Sigmoid.of(logit);
    double g = weight * loss.derivative(y[i], logit, yHat);
    int row = i * d;
    for (int j = 0; j < d; j++) {
      lanes[lane + j] = Math.fma(g, x[row + j], lanes[lane + j]);
    }
    lanes[lane + d] += g;
    double value = loss.value(y[i], logit, yHat);
    lanes[lane + d + 1] = Math.fma(weight, value, lanes[lane + d + 1]);
  }
}
