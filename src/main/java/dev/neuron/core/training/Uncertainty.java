package dev.neuron.core.training;

import dev.neuron.core.math.Cholesky;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How uncertain W and b are if the rows are a sample, from the second derivatives of the likelihood
 * at its maximum; or why that cannot be said.
 *
 * @param standardErrors those of W and b, for raw rows; null if they do not hold
 * @param deviance −2 log of the likelihood; null without standard errors
 * @param nullDeviance the deviance of a model with b alone; null without standard errors
 * @param unavailable why there are none, as a sentence; null if there are
 */
public record Uncertainty(
    @Nullable NeuronParameters standardErrors,
    @Nullable Double deviance,
    @Nullable Double nullDeviance,
    @Nullable String unavailable) {

  /**
   * The least eigenvalue of the second derivatives on the common scale, on which they are about ¼:
   * below, some combination of the weights is as good as undetermined.
   */
  private static final double MIN_EIGENVALUE = 1e-7;

  /** No standard errors, and why. */
  private static Uncertainty unavailable(String why) {
    return new Uncertainty(null, null, null, why);
  }

  /**
   * The uncertainty of a result.
   *
   * @param outcome on the scale
   * @param score of W and b on the training rows
   * @param ofRows counts the training rows; used only where all else allows standard errors
   */
  static Uncertainty of(
      DescentResult outcome,
      Hyperparameters hyperparameters,
      Evaluation score,
      Supplier<CaseCounts> ofRows,
      Standardization scale) {
    Certificate certificate = outcome.certificate();
    String why = whyNot(certificate, outcome.stopReason(), hyperparameters, score);
    if (why != null || certificate == null) {
      return unavailable(why == null ? "The training was cut short." : why);
    }
    CaseCounts counts = ofRows.get();
    if (!counts.areWhole()) {
      return unavailable(
          "Rows must count cases: a weight, and its product with the target, must be a whole number.");
    }
    SymmetricMatrix hessian = certificate.hessian();
    if (hessian == null) {
      return unavailable(
          "lbfgs works them out for up to %d features; set solver to \"newton\"."
              .formatted(SolverDescent.MAX_LBFGS_HESSIAN_FEATURES));
    }
    Cholesky cholesky =
        Cholesky.of(hessian, -MIN_EIGENVALUE) == null ? null : Cholesky.of(hessian, 0);
    if (cholesky == null) {
      return unavailable(
          "The rows do not determine every weight: a feature is constant, is a combination of others,"
              + " or separates the classes nearly or in part.");
    }
    NeuronParameters errors = standardErrors(cholesky, scale, counts.cases());
    return errors == null
        ? unavailable("A standard error is beyond the range of numbers.")
        : new Uncertainty(errors, counts.deviance(score.loss()), counts.nullDeviance(), null);
  }

  private static @Nullable String whyNot(
      @Nullable Certificate certificate,
      StopReason stopReason,
      Hyperparameters hyperparameters,
      Evaluation score) {
    if (hyperparameters.loss() != LossFunction.CROSS_ENTROPY) {
      return "The loss is the squared error; standard errors are those of a likelihood, so of"
          + " crossEntropy.";
    }
    if (hyperparameters.l2() > 0) {
      return "l2 is above 0, so the usual standard errors do not hold.";
    }
    if (Double.valueOf(1).equals(score.accuracy())) {
      return "The classes are separated without an error: the larger W, the better, so there is no"
          + " best W to be uncertain about.";
    }
    if (certificate == null || !certificate.isMinimum()) {
      return "W and b are not at the minimum of the loss over the training rows (stopReason "
          + stopReason
          + ").";
    }
    return null;
  }

  /** From cov(z) = H⁻¹ / S, with W_j = z_j / s_j and b = z_b − Σ m_j z_j / s_j. */
  private static @Nullable NeuronParameters standardErrors(
      Cholesky hessian, Standardization scale, double cases) {
    int d = scale.mean().length;
    double[] weights = new double[d];
    double[] ofBias = new double[d + 1];
    ofBias[d] = 1;
    boolean isFinite = true;
    for (int j = 0; j < d; j++) {
      double[] unit = new double[d + 1];
      unit[j] = 1;
      weights[j] = Math.sqrt(hessian.inverseForm(unit) / cases) / scale.deviation()[j];
      ofBias[j] = -scale.mean()[j] / scale.deviation()[j];
      isFinite &= Double.isFinite(weights[j]);
    }
    double bias = Math.sqrt(hessian.inverseForm(ofBias) / cases);
    return isFinite && Double.isFinite(bias) ? new NeuronParameters(weights, bias) : null;
  }
}
