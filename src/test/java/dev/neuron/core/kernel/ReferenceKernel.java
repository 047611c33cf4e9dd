package dev.neuron.core.kernel;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.Logit;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.Sigmoid;
import org.jspecify.annotations.Nullable;

/** The kernel as the mathematics reads, row by row: the reference for the fast ones. */
final class ReferenceKernel implements Kernel {

  private final Dataset dataset;
  private final LossFunction loss;

  ReferenceKernel(Dataset dataset, LossFunction loss) {
    this.dataset = dataset;
    this.loss = loss;
  }

  int features() {
    return dataset.features();
  }

  @Override
  public double lossAndGradient(
      double[] parameters, int @Nullable [] order, int from, int to, double[] gradient) {
    int d = dataset.features();
    LaneSums sums = new LaneSums(d + 2);
    double[] lanes = sums.lanes();
    for (int position = from; position < to; position++) {
      int i = order == null ? position : order[position];
      int lane = sums.laneOf(position - from);
      double h = Logit.of(parameters, dataset.x(), i);
      double yHat = Sigmoid.of(h);
      double g = dataset.weight(i) * loss.derivative(dataset.y()[i], h, yHat);
      for (int j = 0; j < d; j++) {
        lanes[lane + j] = Math.fma(g, dataset.x().values()[i * d + j], lanes[lane + j]);
      }
      lanes[lane + d] += g;
      double value = loss.value(dataset.y()[i], h, yHat);
      lanes[lane + d + 1] = Math.fma(dataset.weight(i), value, lanes[lane + d + 1]);
    }
    double[] totals = sums.totals();
    System.arraycopy(totals, 0, gradient, 0, d + 1);
    return totals[d + 1];
  }

  @Override
  public double loss(double[] parameters) {
    double[] gradient = new double[dataset.features() + 1];
    return lossAndGradient(parameters, null, 0, dataset.rows(), gradient);
  }

  @Override
  public void hessian(double[] parameters, Curvature curvature, SymmetricMatrix hessian) {
    int d = dataset.features();
    LaneSums sums = new LaneSums(hessian.values().length);
    for (int i = 0; i < dataset.rows(); i++) {
      int lane = sums.laneOf(i);
      double h = Logit.of(parameters, dataset.x(), i);
      double c = dataset.weight(i) * loss.curvature(dataset.y()[i], h, curvature);
      for (int a = 0; a <= d; a++) {
        double u = a < d ? c * dataset.value(i, a) : c;
        for (int b = a; b <= d; b++, lane++) {
          double x = b < d ? dataset.value(i, b) : 1;
          sums.lanes()[lane] = Math.fma(u, x, sums.lanes()[lane]);
        }
      }
    }
    System.arraycopy(sums.totals(), 0, hessian.values(), 0, hessian.values().length);
  }
}
