package dev.neuron.core.explanation;

import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.kernel.ScalarKernel;
import dev.neuron.core.neuron.LossFunction;
import java.util.Arrays;

/**
 * A gradient by central differences, (L(p + ε) − L(p − ε)) / 2ε for each parameter p: since it does
 * not use the chain rule, agreement with the analytic gradient confirms both.
 *
 * @param weightGradient dL/dW, d values
 * @param biasGradient dL/db
 * @param maxRelativeError the largest difference from the analytic gradient, each relative to the
 *     larger of the two, or to a thousandth of the feature's largest value (1 for the bias) where
 *     both are smaller: below, the differences are only rounding of L
 */
public record GradientCheck(double[] weightGradient, double biasGradient, double maxRelativeError) {

  /** The cube root of the rounding unit, at which rounding and truncation errors are alike. */
  private static final double EPSILON = 6e-6;

  private static final double SMALL = 1e-3;

  /** The check of a gradient without λ Σ W². */
  static GradientCheck of(
      double[] parameters,
      Dataset dataset,
      LossFunction loss,
      double[] weightGradient,
      double biasGradient) {
    return of(parameters, dataset, StepSettings.of(loss, 1), weightGradient, biasGradient);
  }

  static GradientCheck of(
      double[] parameters,
      Dataset dataset,
      StepSettings settings,
      double[] weightGradient,
      double biasGradient) {
    int d = weightGradient.length;
    Kernel kernel = new ScalarKernel(dataset, settings.loss());
    double weight = BatchWeight.total(dataset);
    double[] gradient = new double[d + 1];
    double error = 0;
    for (int j = 0; j <= d; j++) {
      double scale = j < d ? Math.max(1, largest(dataset, j)) : 1;
      double epsilon = EPSILON * Math.max(1, Math.abs(parameters[j])) / scale;
      double[] moved = parameters.clone();
      moved[j] = parameters[j] + epsilon;
      double above = kernel.loss(moved);
      double up = moved[j];
      moved[j] = parameters[j] - epsilon;
      double width = up - moved[j];
      gradient[j] = (above - kernel.loss(moved)) / weight / width;
      if (j < d && settings.l2() > 0) { // separate from L, in which its digits would be lost
        gradient[j] += settings.l2() * (up * up - moved[j] * moved[j]) / width;
      }
      double analytic = j < d ? weightGradient[j] : biasGradient;
      double size = Math.max(Math.abs(analytic), Math.abs(gradient[j]));
      error = Math.max(error, Math.abs(analytic - gradient[j]) / Math.max(size, SMALL * scale));
    }
    if (!Double.isFinite(error)) {
      throw new InvalidInputException(
          Reason.NUMBER_OUT_OF_RANGE, "x", "These numbers are too large to take differences of.");
    }
    return new GradientCheck(Arrays.copyOf(gradient, d), gradient[d], error);
  }

  private static double largest(Dataset dataset, int j) {
    double largest = 0;
    for (int i = 0; i < dataset.rows(); i++) {
      largest = Math.max(largest, Math.abs(dataset.value(i, j)));
    }
    return largest;
  }
}
