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
    for (int i = 0; i < dataset.rows(); i++) {
      boolean positive = Sigmoid.of(Logit.of(parameters, dataset.x(), i)) >= 0.5;
      if (positive == (dataset.y()[i] == 1)) {
        correct++;
      }
    }
    return (double) correct / dataset.rows();
  }
}
