package dev.neuron.core;

import org.jspecify.annotations.Nullable;

/**
 * The kernel in plain scalar Java, and the reference for any faster one: for each row the logit
 * from b upwards over the features with fma, then the loss, then its gradient.
 *
 * <p>Not safe for use by several threads: it keeps its sums between calls.
 */
final class PlainKernel implements Kernel {

  private final Dataset dataset;
  private final Matrix rows;
  private final double[] x;
  private final double[] y;
  private final int d;
  private final LossFunction loss;
  private final LaneSums sums;
  private final LaneSums singleSum = new LaneSums(1);

  PlainKernel(Dataset dataset, LossFunction loss) {
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
    sums.clear();
    double[] lanes = sums.lanes();
    for (int position = from; position < to; position++) {
      int i = order == null ? position : order[position];
      int lane = sums.laneOf(position - from);
      double h = Logit.of(parameters, rows, i);
      double yHat = Sigmoid.of(h);
      double g = dataset.weight(i) * loss.derivative(y[i], yHat);
      for (int j = 0; j < d; j++) {
        lanes[lane + j] = Math.fma(g, x[i * d + j], lanes[lane + j]);
      }
      lanes[lane + d] += g;
      lanes[lane + d + 1] =
          Math.fma(dataset.weight(i), loss.value(y[i], h, yHat), lanes[lane + d + 1]);
    }
    double[] totals = sums.totals();
    System.arraycopy(totals, 0, gradient, 0, d + 1);
    return totals[d + 1];
  }

  @Override
  public double loss(double[] parameters) {
    singleSum.clear();
    double[] lanes = singleSum.lanes();
    for (int i = 0; i < rows.rows(); i++) {
      int lane = singleSum.laneOf(i);
      double h = Logit.of(parameters, rows, i);
      lanes[lane] = Math.fma(dataset.weight(i), loss.value(y[i], h, Sigmoid.of(h)), lanes[lane]);
    }
    return singleSum.totals()[0];
  }

  @Override
  public double weight(int @Nullable [] order, int from, int to) {
    if (dataset.sampleWeights() == null) {
      return to - from;
    }
    singleSum.clear();
    double[] lanes = singleSum.lanes();
    for (int position = from; position < to; position++) {
      int i = order == null ? position : order[position];
      lanes[singleSum.laneOf(position - from)] += dataset.weight(i);
    }
    return singleSum.totals()[0];
  }
}
