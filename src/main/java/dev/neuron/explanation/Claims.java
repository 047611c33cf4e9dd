package dev.neuron.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that a learner worked out of a derivation, in its order. */
final class Claims {

  private static final List<Slip> OF_PREDICTION = List.of(Slip.SIGN_LOST, Slip.TWO_LOST);
  private static final List<Slip> OF_LOGIT =
      List.of(Slip.SIGN_LOST, Slip.TWO_LOST, Slip.DERIVATIVE_LEFT_OUT, Slip.DERIVATIVE_AT_YHAT);
  private static final List<Slip> OF_BIAS = and(OF_LOGIT, Slip.SUM_INSTEAD_OF_MEAN);
  private static final List<Slip> OF_WEIGHT = and(OF_BIAS, Slip.X_LEFT_OUT);
  private static final Slip[] OF_STEP = {Slip.UPDATE_ADDED, Slip.RATE_LEFT_OUT, Slip.RATE_TWICE};

  private final Derivation derivation;
  private final Quantities said;
  private final Quantities truth;
  private final Quantities follows;
  private final List<Claim> claims = new ArrayList<>();

  private Claims(Derivation derivation, Quantities said) {
    this.derivation = derivation;
    this.said = said;
    truth = derivation.truth();
    follows = new CarriedOver(derivation, said, truth).quantities();
  }

  /**
   * A verdict on each number.
   *
   * @param said arrays of as many values as there are features
   */
  static List<Verdict> verdicts(Derivation derivation, Quantities said) {
    Claims claims = new Claims(derivation, said);
    claims.forward();
    claims.factors();
    claims.gradient();
    claims.step();
    return claims.claims.stream().map(Claim::verdict).toList();
  }

  private static List<Slip> and(List<Slip> slips, Slip... before) {
    return Stream.concat(Stream.of(before), slips.stream()).toList();
  }

  private void forward() {
    double bias = derivation.neuron().bias();
    add(
        "h",
        said.h(),
        truth.h(),
        null,
        List.of(Slip.BIAS_LEFT_OUT),
        _ -> derivation.only().h() - bias);
    List<Slip> ofPrediction = List.of(Slip.SIGMOID_LEFT_OUT, Slip.SIGN_LOST);
    add("yHat", said.yHat(), truth.yHat(), follows.yHat(), ofPrediction, derivation::prediction);
    List<Slip> ofLoss = List.of(Slip.SQUARE_LEFT_OUT, Slip.OTHER_LOSS, Slip.SUM_INSTEAD_OF_MEAN);
    add("loss", said.loss(), truth.loss(), follows.loss(), ofLoss, derivation::meanLoss);
  }

  private void factors() {
    add(
        "dLoss_dyHat",
        said.lossByPrediction(),
        truth.lossByPrediction(),
        follows.lossByPrediction(),
        OF_PREDICTION,
        slips -> derivation.lossByPrediction(0, slips));
    add(
        "dyHat_dh",
        said.predictionByLogit(),
        truth.predictionByLogit(),
        follows.predictionByLogit(),
        List.of(Slip.DERIVATIVE_AT_YHAT),
        slips -> derivation.predictionByLogit(0, slips));
    add(
        "dLoss_dh",
        said.lossByLogit(),
        truth.lossByLogit(),
        follows.lossByLogit(),
        OF_LOGIT,
        this::byBias);
    addAll(
        "dh_dW",
        said.logitByWeights(),
        truth.logitByWeights(),
        null,
        List.of(Slip.WEIGHT_FOR_INPUT),
        (j, _) -> derivation.parameter(j));
    add("dh_db", said.logitByBias(), truth.logitByBias(), null, List.of(), _ -> Double.NaN);
  }

  private void gradient() {
    addAll(
        "dLoss_dW",
        said.lossByWeights(),
        truth.lossByWeights(),
        follows.lossByWeights(),
        OF_WEIGHT,
        derivation::gradient);
    add(
        "dLoss_db",
        said.lossByBias(),
        truth.lossByBias(),
        follows.lossByBias(),
        OF_BIAS,
        this::byBias);
  }

  private double byBias(Set<Slip> slips) {
    return derivation.gradient(derivation.rows().features(), slips);
  }

  private void step() {
    Quantities.Step claimed = said.stepOrNone();
    Quantities.Step taken = truth.stepOrNone();
    Quantities.Step following = follows.stepOrNone();
    addAll(
        "step/W",
        claimed.weights(),
        taken.weights(),
        following.weights(),
        and(OF_WEIGHT, OF_STEP),
        derivation::step);
    add(
        "step/b",
        claimed.bias(),
        taken.bias(),
        following.bias(),
        and(OF_BIAS, OF_STEP),
        slips -> derivation.step(derivation.rows().features(), slips));
    List<Slip> ofLoss = List.of(Slip.STEP_NOT_TAKEN);
    add("step/loss", claimed.loss(), taken.loss(), null, ofLoss, _ -> derivation.chain().loss());
  }

  /** What a quantity of a feature becomes with slips. */
  @FunctionalInterface
  private interface Slipped {
    double value(int j, Set<Slip> slips);
  }

  private void addAll(
      String field,
      @Nullable List<@Nullable Double> claimed,
      @Nullable List<@Nullable Double> values,
      @Nullable List<@Nullable Double> following,
      List<Slip> possible,
      Slipped slipped) {
    for (int j = 0; claimed != null && j < claimed.size(); j++) {
      int feature = j;
      add(
          field + "/" + j,
          claimed.get(j),
          CarriedOver.at(values, j),
          CarriedOver.at(following, j),
          possible,
          slips -> slipped.value(feature, slips));
    }
  }

  private void add(
      String field,
      @Nullable Double claimed,
      @Nullable Double value,
      @Nullable Double following,
      List<Slip> possible,
      ToDoubleFunction<Set<Slip>> slipped) {
    if (claimed != null && value != null) {
      claims.add(new Claim(field, claimed, value, following, possible, slipped));
    }
  }
}
