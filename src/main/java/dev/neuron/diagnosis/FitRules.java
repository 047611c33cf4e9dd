package dev.neuron.diagnosis;

import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.diagnosis.Finding.Code;
import java.util.Map;
import java.util.function.Consumer;

/** Findings on where a training ended. */
final class FitRules {

  /**
   * A mean of ŷ (1 − ŷ), which is ¼ in the middle: steps are then a twenty-fifth of the largest.
   */
  static final double SATURATED = 0.01;

  /** The loss of the rows held out above its lowest by this share. */
  static final double OVERFITTED = 0.1;

  /** … and by this share of what a neuron that ignores its features leaves unexplained. */
  static final double OVERFITTED_UNEXPLAINED = 0.02;

  /** Epochs that see past a ripple. */
  private static final int PATIENCE = 20;

  private final Training training;
  private final TrainingResult result;
  private final BaselineLoss baseline;
  private final boolean unscaled;

  /**
   * @param baseline of the training rows
   * @param unscaled whether features are
   */
  FitRules(Training training, TrainingResult result, BaselineLoss baseline, boolean unscaled) {
    this.training = training;
    this.result = result;
    this.baseline = baseline;
    this.unscaled = unscaled;
  }

  void check(Consumer<Finding> findings) {
    if (training.hyperparameters().loss() == LossFunction.MSE
        && result.meanDerivative() < SATURATED
        && baseline.unexplained(result.loss()) > BaselineLoss.UNLEARNED) {
      saturated(findings);
    }
    if (isSeparated()) {
      separable(findings);
    }
    overfitting(findings);
  }

  private void saturated(Consumer<Finding> findings) {
    int since = training.saturatedSince(SATURATED);
    boolean startedThere = since == 0 && training.hyperparameters().initial() != null;
    boolean scale = unscaled && !startedThere; // on any scale it starts as the same neuron
    findings.accept(
        Finding.of(
            Code.SATURATED,
            result.meanDerivative(),
            "The mean of ŷ(1 − ŷ)"
                + (result.validationLoss() == null ? " is " : " over the training rows is ")
                + Figure.of(result.meanDerivative())
                + (since == 0
                    ? ", as it was at the start"
                    : ", since epoch " + since + " at the latest")
                + ": the sigmoid is at its flat ends, and that factor takes the gradient of the"
                + " error with it, though the loss is still "
                + Figure.of(result.loss())
                + ".",
            scale
                ? "Set standardize to true, so that logits stay near 0."
                : "Set loss to crossEntropy, in whose gradient the factor cancels; or start from"
                    + " smaller W and b, with a lower learningRate.",
            scale
                ? SuggestedChange.of("standardize", true)
                : SuggestedChange.of("loss", "crossEntropy")));
  }

  /** True if a solver that wants the lowest loss finds none: the larger W, the lower it is. */
  private boolean isSeparated() {
    Hyperparameters hyperparameters = training.hyperparameters();
    return hyperparameters.solver().needsNoLearningRate()
        && hyperparameters.l2() == 0
        && Double.valueOf(1).equals(result.accuracy())
        && !baseline.isConstant();
  }

  private void separable(Consumer<Finding> findings) {
    findings.accept(
        Finding.of(
            Code.SEPARABLE,
            result.loss(),
            "Every training row is on the right side of the decision boundary. Twice these W and b"
                + " have the same boundary and a lower loss, and so on for ever: there is no best W,"
                + " and the solver has stopped at a loss of "
                + Figure.of(result.loss())
                + ".",
            "Set l2, for example to 1e-4: then there is one best W, of a moderate size.",
            SuggestedChange.of("l2", 1e-4)));
  }

  private void overfitting(Consumer<Finding> findings) {
    double[] history = result.validationLossHistory();
    Double end = result.validationLoss();
    int lowest = lowest(history);
    if (end == null || lowest < 0 || lowest >= result.lossHistory().length) {
      return;
    }
    double rise = end - history[lowest];
    boolean risen =
        rise > OVERFITTED * history[lowest]
            && baseline.unexplained(end) - baseline.unexplained(history[lowest])
                > OVERFITTED_UNEXPLAINED;
    if (risen && result.loss() < result.lossHistory()[lowest]) {
      overfitting(end, history[lowest], lowest, findings);
    }
  }

  private static int lowest(double[] history) {
    int lowest = -1;
    for (int i = 0; i < history.length; i++) {
      lowest = lowest < 0 || history[i] < history[lowest] ? i : lowest;
    }
    return lowest;
  }

  private void overfitting(double end, double lowest, int point, Consumer<Finding> findings) {
    long stride = result.lossHistoryStride();
    findings.accept(
        Finding.of(
            Code.OVERFITTING,
            Math.min(end / lowest, Double.MAX_VALUE),
            "The loss of the rows held out was lowest at epoch "
                + point * stride
                + (stride == 1 ? "" : " of those in its history")
                + " ("
                + Figure.of(lowest)
                + ") and is now "
                + Figure.of(end)
                + ", while that of the training rows went on falling: what was learned since then"
                + " holds for the training rows alone.",
            "Set tolerance, so that the training stops soon after that and answers the W and b of"
                + " the best epoch; or l2; or have more rows.",
            SuggestedChange.of(Map.of("tolerance", 0, "patience", PATIENCE))));
  }
}
