package dev.neuron.core;

import dev.neuron.core.InvalidInputException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a neuron's loss, factor by factor: dL/dW = dL/dŷ · dŷ/dh · dh/dW, the mean over
 * the weighted rows; the step that it leads to; and the same gradient by central differences.
 *
 * @param rows the factors of each row
 * @param loss L, the mean over the rows
 * @param weightGradient dL/dW, d values
 * @param biasGradient dL/db
 * @param step W − α dL/dW and b − α dL/db, which is what one epoch of training makes of W and b
 * @param lossAfterStep L at the step
 * @param check the gradient by differences
 */
public record ChainRule(
    List<Factors> rows,
    double loss,
    double[] weightGradient,
    double biasGradient,
    NeuronParameters step,
    double lossAfterStep,
    GradientCheck check) {

  /**
   * The factors of one row; dh/dW is the row itself and dh/db is 1.
   *
   * @param h logit x·W + b
   * @param yHat ŷ = σ(h)
   * @param loss L of the row
   * @param lossByPrediction dL/dŷ; infinite or NaN for cross-entropy where ŷ has rounded to 0 or 1
   * @param predictionByLogit dŷ/dh = ŷ (1 − ŷ)
   * @param lossByLogit dL/dh, their product; for cross-entropy ŷ − y
   */
  public record Factors(
      double h,
      double yHat,
      double loss,
      double lossByPrediction,
      double predictionByLogit,
      double lossByLogit) {

    static Factors of(double[] parameters, Dataset rows, int i, LossFunction loss) {
      double h = Logit.of(parameters, rows.x(), i);
      if (!Double.isFinite(h)) {
        throw new InvalidInputException(
            Reason.NUMBER_OUT_OF_RANGE, "x/" + i, "x·W + b overflows for this row.");
      }
      double y = rows.target(i);
      h = Logit.exact(h, parameters, rows.x(), i);
      double yHat = Sigmoid.of(h);
      return new Factors(
          h,
          yHat,
          loss.value(y, h, yHat),
          loss.derivativeByPrediction(y, yHat),
          Sigmoid.derivativeAt(h),
          loss.derivative(y, h, yHat));
    }
  }

  /**
   * As {@link NeuronService#explain}.
   *
   * @param step what one epoch of training answers
   */
  static ChainRule of(
      NeuronParameters parameters, Dataset dataset, LossFunction loss, TrainingResult step) {
    double[] flat = parameters.toArray();
    List<Factors> rows = new ArrayList<>();
    for (int i = 0; i < dataset.rows(); i++) {
      rows.add(Factors.of(flat, dataset, i, loss));
    }
    int d = parameters.features();
    double[] gradient = new double[d + 1];
    double weight = BatchWeight.total(dataset);
    double sum =
        new PlainKernel(dataset, loss).lossAndGradient(flat, null, 0, dataset.rows(), gradient);
    double[] weightGradient = new double[d];
    for (int j = 0; j < d; j++) {
      weightGradient[j] = gradient[j] / weight;
    }
    double biasGradient = gradient[d] / weight;
    return new ChainRule(
        List.copyOf(rows),
        sum / weight,
        weightGradient,
        biasGradient,
        step.parameters(),
        step.loss(),
        GradientCheck.of(flat, dataset, loss, weightGradient, biasGradient));
  }
}
