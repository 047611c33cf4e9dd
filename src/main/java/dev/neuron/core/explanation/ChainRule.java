package dev.neuron.core.explanation;

import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.kernel.ScalarKernel;
import dev.neuron.core.neuron.Logit;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.neuron.Sigmoid;
import dev.neuron.core.training.FeatureScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a neuron's loss, factor by factor: dL/dW = dL/dŷ · dŷ/dh · dh/dW, the mean over
 * the weighted rows, and 2 λ W; the step that it leads to; and the same gradient by central
 * differences. Where features are scaled, rows, W, b and gradients are those on the scale.
 *
 * @param rows the factors of each row, those of weight 0 among them
 * @param loss L, the mean over the rows, and λ Σ W²
 * @param weightGradient dL/dW, d values
 * @param biasGradient dL/db
 * @param step W and b for raw rows after one epoch of training: without more settings than α, W − α
 *     dL/dW and b − α dL/db; after Newton's step, if that was asked for, or unchanged if there is
 *     none
 * @param lossAfterStep L at the step
 * @param check the gradient by differences
 * @param settings what the step was taken with
 * @param penalty λ Σ W², a part of L
 * @param velocity v after the step, which was added to W and b
 * @param onScale what the scale makes of rows, W and b; null if features are not scaled
 * @param newton Newton's step; null if the step is of gradient descent
 */
public record ChainRule(
    List<Factors> rows,
    double loss,
    double[] weightGradient,
    double biasGradient,
    NeuronParameters step,
    double lossAfterStep,
    GradientCheck check,
    StepSettings settings,
    double penalty,
    NeuronParameters velocity,
    @Nullable OnScale onScale,
    @Nullable NewtonStep newton) {

  /**
   * Rows, W and b on the scale that the step was taken on.
   *
   * @param rawRows x
   * @param rawStart W and b for raw rows before the step
   * @param rows (x − mean) / deviation
   * @param start W and b before the step
   * @param step W and b after the step
   */
  public record OnScale(
      FeatureScale scale,
      Dataset rawRows,
      NeuronParameters rawStart,
      Dataset rows,
      NeuronParameters start,
      NeuronParameters step) {}

  /**
   * The factors of one row, exact to a few ulp at saturation too; dh/dW is the row itself and dh/db
   * is 1.
   *
   * @param h logit x·W + b
   * @param yHat ŷ = σ(h)
   * @param loss L of the row
   * @param lossByPrediction dL/dŷ; infinite for cross-entropy where it is larger than any double
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

    /** 1 − ŷ, worked out as σ(−h), which keeps its digits where ŷ has rounded to 1. */
    public double complement() {
      return Sigmoid.complement(h);
    }

    static Factors of(double[] parameters, Dataset rows, int i, LossFunction loss) {
      double h = Logit.of(parameters, rows.x(), i);
      if (!Double.isFinite(h)) {
        throw new InvalidInputException(
            Reason.NUMBER_OUT_OF_RANGE, "x/" + i, "x·W + b overflows for this row.");
      }
      return of(Logit.exact(h, parameters, rows.x(), i), rows.target(i), loss);
    }

    /**
     * The factors at a logit. The loss of y at h is that of 1 − y at −h: of the two, the one with
     * the smaller ŷ has lost no digits.
     */
    private static Factors of(double h, double y, LossFunction loss) {
      boolean mirrored = h > 0;
      double target = mirrored ? 1 - y : y;
      double small = Sigmoid.of(-Math.abs(h));
      double sign = mirrored ? -1 : 1;
      return new Factors(
          h,
          Sigmoid.of(h),
          loss.value(target, -Math.abs(h), small),
          sign * byPrediction(target, small, loss),
          Sigmoid.derivative(small),
          sign * loss.derivative(target, -Math.abs(h), small));
    }

    /** dL/dŷ; of cross-entropy the limit 1 for y = 0 where ŷ has rounded to 0. */
    private static double byPrediction(double y, double yHat, LossFunction loss) {
      boolean isLimit = loss == LossFunction.CROSS_ENTROPY && y == 0 && yHat == 0;
      return isLimit ? 1 : loss.derivativeByPrediction(y, yHat);
    }
  }

  /** The chain rule at the start of a step, and the step. */
  public static ChainRule of(SingleStep step, StepSettings settings) {
    Dataset rows = step.rows();
    double[] flat = step.start().toArray();
    List<Factors> factors = new ArrayList<>();
    for (int i = 0; i < rows.rows(); i++) {
      factors.add(Factors.of(flat, rows, i, settings.loss()));
    }
    int d = rows.features();
    double[] gradient = new double[d + 1];
    double penalty = settings.penalty(flat);
    double loss = meanLossAndGradient(rows, flat, settings, gradient) + penalty;
    double[] weightGradient = Arrays.copyOf(gradient, d);
    NewtonStep newton =
        settings.isNewton() ? NewtonStep.of(step, settings, factors, gradient) : null;
    SingleStep.Taken taken = newton == null ? taken(step) : taken(step, newton, loss);
    return new ChainRule(
        List.copyOf(factors),
        loss,
        weightGradient,
        gradient[d],
        taken.raw(),
        taken.loss(),
        GradientCheck.of(flat, rows, settings, weightGradient, gradient[d]),
        settings,
        penalty,
        taken.velocity(),
        onScale(step, settings, taken),
        newton);
  }

  /**
   * The mean loss over the rows, without the penalty.
   *
   * @param gradient takes dL/dW, with the penalty, and dL/db; modified
   */
  private static double meanLossAndGradient(
      Dataset rows, double[] parameters, StepSettings settings, double[] gradient) {
    double sum =
        new ScalarKernel(rows, settings.loss())
            .lossAndGradient(parameters, null, 0, rows.rows(), gradient);
    double weight = BatchWeight.total(rows);
    int d = rows.features();
    for (int j = 0; j < d; j++) {
      gradient[j] = gradient[j] / weight + settings.penaltyGradient(parameters[j]);
    }
    gradient[d] /= weight;
    return sum / weight;
  }

  private static SingleStep.Taken taken(SingleStep step) {
    try {
      return step.take();
    } catch (InvalidInputException e) {
      throw e.moved(place -> ErrorLocation.at("learningRate")); // it has diverged
    }
  }

  private static SingleStep.Taken taken(SingleStep step, NewtonStep newton, double loss) {
    return switch (newton.outcome()) {
      case NewtonStep.Minimum minimum ->
          Objects.requireNonNull(step.moved(minimum.change().toArray()));
      case NewtonStep.Obstacle _ -> step.stayed(loss);
    };
  }

  private static @Nullable OnScale onScale(
      SingleStep step, StepSettings settings, SingleStep.Taken taken) {
    return settings.isScaled()
        ? new OnScale(
            FeatureScale.of(step.scale()),
            step.rawRows(),
            step.rawStart(),
            step.rows(),
            step.start(),
            taken.end())
        : null;
  }
}
