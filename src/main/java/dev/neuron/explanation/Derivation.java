package dev.neuron.explanation;

import dev.neuron.core.ChainRule;
import dev.neuron.core.ChainRule.Factors;
import dev.neuron.core.Dataset;
import dev.neuron.core.LossFunction;
import dev.neuron.core.NeuronParameters;
import dev.neuron.core.Sigmoid;
import java.util.Set;

/**
 * What a derivation is made of, and what its numbers become where slips are made in it.
 *
 * @param neuron W and b
 * @param rows x and y
 * @param chain the true numbers
 */
record Derivation(
    NeuronParameters neuron,
    Dataset rows,
    LossFunction loss,
    double learningRate,
    ChainRule chain) {

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
      sum +=
          slips.contains(Slip.SQUARE_LEFT_OUT)
              ? y - row.yHat()
              : taken.value(y, row.h(), row.yHat());
    }
    return slips.contains(Slip.SUM_INSTEAD_OF_MEAN) ? sum : sum / rows.rows();
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
      sum += byInput ? product * rows.value(i, j) : product;
    }
    return slips.contains(Slip.SUM_INSTEAD_OF_MEAN) ? sum : sum / rows.rows();
  }

  /** W or b after a step with slips. */
  double step(int j, Set<Slip> slips) {
    double rate = slips.contains(Slip.RATE_LEFT_OUT) ? 1 : learningRate;
    double twice = slips.contains(Slip.RATE_TWICE) ? rate * learningRate : rate;
    double change = twice * gradient(j, slips);
    return parameter(j) + (slips.contains(Slip.UPDATE_ADDED) ? change : -change);
  }

  /** W, and then b. */
  double parameter(int j) {
    return j < rows.features() ? neuron.weight(j) : neuron.bias();
  }
}
