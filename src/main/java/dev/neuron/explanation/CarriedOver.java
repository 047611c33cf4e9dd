package dev.neuron.explanation;

import dev.neuron.core.LossFunction;
import dev.neuron.core.Sigmoid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each quantity would be, worked out rightly from what a learner says of those before it: a
 * wrong number that follows from an earlier wrong one is no slip of its own.
 */
final class CarriedOver {

  private final Derivation derivation;
  private final Quantities claims;
  private final Quantities truth;

  CarriedOver(Derivation derivation, Quantities claims, Quantities truth) {
    this.derivation = derivation;
    this.claims = claims;
    this.truth = truth;
  }

  /** The quantities that follow; of several rows, the step alone follows from something. */
  Quantities quantities() {
    Quantities.Step step = new Quantities.Step(steps(), stepOfBias(), null);
    if (!derivation.isOfOneRow()) {
      return new Quantities(null, null, null, null, null, null, null, null, null, null, step);
    }
    double prediction = or(claims.yHat(), truth.yHat());
    double y = derivation.rows().target(0);
    return new Quantities(
        null,
        Sigmoid.of(or(claims.h(), truth.h())),
        loss(y, prediction),
        derivation.loss().derivativeByPrediction(y, prediction),
        Sigmoid.derivative(prediction),
        product(),
        null,
        null,
        gradients(),
        byLogit() * or(claims.logitByBias(), 1.0),
        step);
  }

  private double loss(double y, double prediction) {
    double logit =
        derivation.loss() == LossFunction.MSE
            ? 0
            : StrictMath.log(prediction) - StrictMath.log1p(-prediction);
    return derivation.loss().value(y, logit, prediction);
  }

  /** dL/dŷ · dŷ/dh of what is said of them. */
  private double product() {
    return claims.lossByPrediction() == null && claims.predictionByLogit() == null
        ? or(truth.lossByLogit(), Double.NaN)
        : or(claims.lossByPrediction(), truth.lossByPrediction())
            * or(claims.predictionByLogit(), truth.predictionByLogit());
  }

  private double byLogit() {
    return claims.lossByLogit() == null ? product() : claims.lossByLogit();
  }

  private List<@Nullable Double> gradients() {
    List<@Nullable Double> gradients = new ArrayList<>();
    for (int j = 0; j < derivation.rows().features(); j++) {
      double x = or(at(claims.logitByWeights(), j), derivation.rows().value(0, j));
      gradients.add(byLogit() * x);
    }
    return gradients;
  }

  private List<@Nullable Double> steps() {
    List<@Nullable Double> steps = new ArrayList<>();
    for (int j = 0; j < derivation.rows().features(); j++) {
      double gradient = or(at(claims.lossByWeights(), j), at(truth.lossByWeights(), j));
      steps.add(derivation.parameter(j) - derivation.learningRate() * gradient);
    }
    return steps;
  }

  private double stepOfBias() {
    double gradient = or(claims.lossByBias(), truth.lossByBias());
    return derivation.neuron().bias() - derivation.learningRate() * gradient;
  }

  static @Nullable Double at(@Nullable List<@Nullable Double> values, int j) {
    return values == null ? null : values.get(j);
  }

  private static double or(@Nullable Double claim, @Nullable Double truth) {
    return claim != null ? claim : truth != null ? truth : Double.NaN;
  }
}
