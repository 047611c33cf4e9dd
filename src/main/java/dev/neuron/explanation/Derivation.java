package dev.neuron.explanation;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.explanation.ChainRule;
import dev.neuron.core.explanation.ChainRule.Factors;
import dev.neuron.core.explanation.ChainRule.OnScale;
import dev.neuron.core.explanation.NewtonStep;
import dev.neuron.core.explanation.StepSettings;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import org.jspecify.annotations.Nullable;

/**
 * The data of a derivation. If features are scaled, it is on the scale, and only the step is
 * converted back to raw features.
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
        one ? curvature(0) : null,
        one ? Numbers.list(row(0)) : null,
        1.0,
        Numbers.list(chain.weightGradient()),
        chain.biasGradient(),
        hasStep()
            ? new Quantities.Step(
                Numbers.list(chain.step().weights()), chain.step().bias(), chain.lossAfterStep())
            : null);
  }

  /** False if Newton's step was asked for and there is none. */
  boolean hasStep() {
    NewtonStep newton = chain.newton();
    return newton == null || newton.outcome() instanceof NewtonStep.Minimum;
  }

  /** d²L/dh² of a row, for Newton's step; null for others. */
  @Nullable Double curvature(int i) {
    NewtonStep newton = chain.newton();
    return newton == null ? null : newton.curvatures()[i];
  }

  /** x of a row. */
  double[] row(int i) {
    double[] x = new double[rows.features()];
    for (int j = 0; j < x.length; j++) {
      x[j] = rows.value(i, j);
    }
    return x;
  }

  /** Σ s. */
  double totalWeight() {
    double total = 0;
    for (int i = 0; i < rows.rows(); i++) {
      total += rows.weight(i);
    }
    return total;
  }

  /** The penalty's part of dL/dW, 2 λ W; 0 for b. */
  double penaltyGradient(int j) {
    return j < rows.features() ? 2 * settings().l2() * neuron.weight(j) : 0;
  }

  /** v before the step, that of W and then that of b. */
  double velocity(int j) {
    NeuronParameters velocity = settings().velocity();
    if (velocity == null) {
      return 0;
    }
    return j < rows.features() ? velocity.weight(j) : velocity.bias();
  }

  /** W, and then b. */
  double parameter(int j) {
    return j < rows.features() ? neuron.weight(j) : neuron.bias();
  }
}
