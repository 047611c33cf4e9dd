package dev.neuron.explanation;

import dev.neuron.core.ChainRule;
import dev.neuron.core.ChainRule.Factors;
import dev.neuron.core.ChainRule.OnScale;
import dev.neuron.core.Dataset;
import dev.neuron.core.FeatureScale;
import dev.neuron.core.LossFunction;
import dev.neuron.core.NeuronParameters;
import dev.neuron.core.Sigmoid;
import dev.neuron.core.StepSettings;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/**
 * What a derivation is made of, and what its numbers become where slips are made in it. Where
 * features are scaled, it is made on the scale, and only the step is folded back to raw features.
 *
 * @param neuron W and b, on the scale
 * @param rows x and y, on the scale
 * @param chain the true numbers
 */
record Derivation(
    NeuronParameters neuron,
    Dataset rows,
    LossFunction loss,
    double learningRate,
    ChainRule chain) {

  /** The derivation of a chain rule at W and b. */
  static Derivation of(NeuronParameters neuron, Dataset rows, ChainRule chain) {
    OnScale scaled = chain.onScale();
    StepSettings settings = chain.settings();
    return new Derivation(
        scaled == null ? neuron : scaled.start(),
        scaled == null ? rows : scaled.rows(),
        settings.loss(),
        settings.learningRate(),
        chain);
  }

  StepSettings settings() {
    return chain.settings();
  }

  boolean isOfOneRow() {
    return rows.rows() == 1;
  }

  Factors only() {
    return chain.rows().getFirst();
  }

  /** The true quantities. */
  Quantities truth() {
    boolean one = isOfOneRow();
    Factors only = only();
    return new Quantities(
        one ? only.h() : null,
        one ? only.yHat() : null,
        chain.loss(),
        one && Double.isFinite(only.lossByPrediction()) ? only.lossByPrediction() : null,
        one ? only.predictionByLogit() : null,
        one ? only.lossByLogit() : null,
        one ? Numbers.list(row(0)) : null,
        1.0,
        Numbers.list(chain.weightGradient()),
        chain.biasGradient(),
        new Quantities.Step(
            Numbers.list(chain.step().weights()), chain.step().bias(), chain.lossAfterStep()));
  }

  /** x of a row. */
  double[] row(int i) {
    double[] x = new double[rows.features()];
    for (int j = 0; j < x.length; j++) {
      x[j] = rows.value(i, j);
    }
    return x;
  }

  /** ŷ of the only row with slips. */
  double prediction(Set<Slip> slips) {
    double h = slips.contains(Slip.SIGN_LOST) ? -only().h() : only().h();
    return slips.contains(Slip.SIGMOID_LEFT_OUT) ? h : Sigmoid.of(h);
  }

  /** L with slips. */
  double meanLoss(Set<Slip> slips) {
    LossFunction other = loss == LossFunction.MSE ? LossFunction.CROSS_ENTROPY : LossFunction.MSE;
    LossFunction taken = slips.contains(Slip.OTHER_LOSS) ? other : loss;
    double sum = 0;
    for (int i = 0; i < rows.rows(); i++) {
      Factors row = chain.rows().get(i);
      double y = rows.target(i);
      double value =
          slips.contains(Slip.SQUARE_LEFT_OUT)
              ? y - row.yHat()
              : taken.value(y, row.h(), row.yHat());
      sum += rows.weight(i) * value;
    }
    return meanOrSum(sum, slips) + chain.penalty();
  }

  private double meanOrSum(double sum, Set<Slip> slips) {
    return slips.contains(Slip.SUM_INSTEAD_OF_MEAN) ? sum : sum / totalWeight();
  }

  /** Σ s. */
  double totalWeight() {
    double total = 0;
    for (int i = 0; i < rows.rows(); i++) {
      total += rows.weight(i);
    }
    return total;
  }

  /** dL/dŷ of a row with slips. */
  double lossByPrediction(int i, Set<Slip> slips) {
    double value = chain.rows().get(i).lossByPrediction();
    double half = loss == LossFunction.MSE && slips.contains(Slip.TWO_LOST) ? value / 2 : value;
    return slips.contains(Slip.SIGN_LOST) ? -half : half;
  }

  /** dŷ/dh of a row with slips. */
  double predictionByLogit(int i, Set<Slip> slips) {
    Factors row = chain.rows().get(i);
    if (slips.contains(Slip.DERIVATIVE_LEFT_OUT)) {
      return 1;
    }
    return slips.contains(Slip.DERIVATIVE_AT_YHAT)
        ? Sigmoid.derivative(Sigmoid.of(row.yHat()))
        : row.predictionByLogit();
  }

  /**
   * dL/dW or dL/db with slips.
   *
   * @param j the feature; their number for b
   */
  double gradient(int j, Set<Slip> slips) {
    double sum = 0;
    for (int i = 0; i < rows.rows(); i++) {
      boolean byInput = j < rows.features() && !slips.contains(Slip.X_LEFT_OUT);
      double product = lossByPrediction(i, slips) * predictionByLogit(i, slips);
      sum += rows.weight(i) * (byInput ? product * rows.value(i, j) : product);
    }
    return meanOrSum(sum, slips) + penaltyGradient(j);
  }

  /** 2 λ W, the part of dL/dW that no row has; 0 for b. */
  double penaltyGradient(int j) {
    return j < rows.features() ? 2 * settings().l2() * neuron.weight(j) : 0;
  }

  /** W or b for raw features after a step with slips. */
  double step(int j, Set<Slip> slips) {
    double rate = slips.contains(Slip.RATE_LEFT_OUT) ? 1 : learningRate;
    double twice = slips.contains(Slip.RATE_TWICE) ? rate * learningRate : rate;
    double signed = slips.contains(Slip.UPDATE_ADDED) ? -twice : twice;
    return folded(j, k -> moved(k, signed * gradient(k, slips)));
  }

  /**
   * W or b for raw features after a step along a gradient.
   *
   * @param gradient dL/dW and then dL/db, on the scale
   */
  double stepAlong(int j, IntToDoubleFunction gradient) {
    return folded(j, k -> moved(k, learningRate * gradient.applyAsDouble(k)));
  }

  /** W or b after v = μ v − change was added to it. */
  private double moved(int j, double change) {
    return parameter(j) + (settings().momentum() * velocity(j) - change);
  }

  /** v before the step, that of W and then that of b. */
  double velocity(int j) {
    NeuronParameters velocity = settings().velocity();
    if (velocity == null) {
      return 0;
    }
    return j < rows.features() ? velocity.weight(j) : velocity.bias();
  }

  /** W or b on the scale, brought back to raw features. */
  private double folded(int j, IntToDoubleFunction onScale) {
    OnScale scaled = chain.onScale();
    if (scaled == null) {
      return onScale.applyAsDouble(j);
    }
    int d = rows.features();
    FeatureScale scale = scaled.scale();
    if (j < d) {
      return onScale.applyAsDouble(j) / scale.deviation()[j];
    }
    double bias = onScale.applyAsDouble(d);
    for (int k = 0; k < d; k++) {
      bias -= onScale.applyAsDouble(k) / scale.deviation()[k] * scale.mean()[k];
    }
    return bias;
  }

  /** W, and then b. */
  double parameter(int j) {
    return j < rows.features() ? neuron.weight(j) : neuron.bias();
  }
}
