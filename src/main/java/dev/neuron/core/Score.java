package dev.neuron.core;

import org.jspecify.annotations.Nullable;

/**
 * How well parameters fit rows.
 *
 * @param loss weighted mean over the rows, with the L2 term
 * @param accuracy share of the rows, unweighted, whose prediction is on the target's side of 0.5;
 *     null unless every target is 0 or 1
 */
record Score(double loss, @Nullable Double accuracy) {

  /**
   * @param penalty the L2 term
   * @param withAccuracy whether an accuracy is defined
   */
  static Score of(
      Dataset dataset,
      double[] parameters,
      LossFunction loss,
      double penalty,
      boolean withAccuracy) {
    // A single pass: packing the rows for a faster kernel would take longer than it saves.
    Kernel kernel = new PlainKernel(dataset, loss);
    double mean = kernel.loss(parameters) / BatchWeight.total(dataset);
    return new Score(mean + penalty, withAccuracy ? accuracy(dataset, parameters) : null);
  }

  private static double accuracy(Dataset dataset, double[] parameters) {
    int correct = 0;
    RowBlock block = new RowBlock();
    for (int at = 0; at < dataset.rows(); at += LaneSums.LANES) {
      int count = block.take(null, at, dataset.rows());
      block.logits(parameters, dataset.x());
      for (int k = 0; k < count; k++) {
        boolean positive = Sigmoid.of(block.h[k]) >= 0.5;
        if (positive == (dataset.y()[at + k] == 1)) {
          correct++;
        }
      }
    }
    return (double) correct / dataset.rows();
  }
}
