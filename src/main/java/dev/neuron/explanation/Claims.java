package dev.neuron.explanation;

import dev.neuron.core.explanation.ChainRule.OnScale;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.explanation.Claim.Method;
import dev.neuron.explanation.Claim.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers that a learner claims of a derivation, judged in its order. */
final class Claims {

  private final Derivation derivation;
  private final PossibleSlips possible;
  private final Precision precision;

  /** The numbers that were right. */
  private final Workings right;

  /** All numbers. */
  private final Workings own;

  private final List<Verdict> verdicts = new ArrayList<>();
  private boolean someWrong;

  private Claims(Derivation derivation, Homework homework) {
    this.derivation = derivation;
    possible = new PossibleSlips(derivation);
    precision =
        Precision.of(
            homework.numbers().entrySet().stream()
                .filter(number -> !number.getKey().startsWith("dh_d"))
                .map(Map.Entry::getValue)
                .toList());
    right = new Workings(derivation, precision);
    own = new Workings(derivation, precision);
  }

  /**
   * A verdict on each number.
   *
   * @param homework arrays of as many values as there are features
   */
  static List<Verdict> verdicts(Derivation derivation, Homework homework) {
    Claims claims = new Claims(derivation, homework);
    homework.numbers().forEach(claims::judge);
    return claims.verdicts;
  }

  private void judge(String field, WrittenNumber written) {
    Claim claim = new Claim(field, precision.meant(written), quantity(field));
    Verdict verdict = claim.verdict(right, someWrong ? own : null);
    verdicts.add(verdict);
    own.take(field, claim.goingOn(own, verdict.right()));
    if (verdict.right()) {
      right.take(field, claim.goingOn(right, true));
    }
    someWrong |= !verdict.right();
  }

  private Quantity quantity(String field) {
    int slash = field.lastIndexOf('/');
    String name = slash < 0 ? field : field.substring(0, slash);
    String last = field.substring(slash + 1);
    return switch (name) {
      case "dh_dW" -> input(Integer.parseInt(last));
      case "dLoss_dW" -> gradient(Integer.parseInt(last));
      case "dLoss_db" -> gradient(derivation.rows().features());
      case "step/W" -> step(Integer.parseInt(last));
      case "step" -> last.equals("b") ? step(derivation.rows().features()) : lossAfter();
      default -> forward(name);
    };
  }

  private Quantity forward(String name) {
    Quantities truth = derivation.truth();
    return switch (name) {
      case "h" -> product(truth.h(), noiseOfLogit(), possible.ofLogit(), Workings::logit);
      case "yHat" ->
          new Quantity(
              truth.yHat(),
              Math.min(derivation.only().yHat(), derivation.only().complement()),
              0,
              possible.ofPrediction(),
              Workings::prediction);
      case "loss" -> product(truth.loss(), 0, possible.ofLoss(), Workings::loss);
      case "dLoss_dyHat" ->
          product(
              truth.lossByPrediction(),
              0,
              possible.ofLossByPrediction(),
              Workings::lossByPrediction);
      case "dyHat_dh" ->
          product(
              truth.predictionByLogit(), 0, possible.ofDerivative(), Workings::predictionByLogit);
      case "dLoss_dh" ->
          product(truth.lossByLogit(), 0, possible.ofLossByLogit(), Workings::lossByLogit);
      default -> new Quantity(1.0, 0, 0, List.of(), (_, _) -> List.of()); // dh/db
    };
  }

  /** A quantity that is measured against itself. */
  private static Quantity product(
      @Nullable Double truth, double noise, List<Slip> slips, Method method) {
    return new Quantity(truth, truth == null ? 0 : Math.abs(truth), noise, slips, method);
  }

  private double noiseOfLogit() {
    double sum = Math.abs(derivation.neuron().bias());
    for (int j = 0; j < derivation.rows().features(); j++) {
      sum += Math.abs(derivation.parameter(j) * derivation.rows().value(0, j));
    }
    return Numbers.ROUNDING * sum;
  }

  private Quantity input(int j) {
    double x = derivation.rows().value(0, j);
    return new Quantity(
        x,
        0,
        0,
        List.of(Slip.WEIGHT_FOR_INPUT),
        (_, slips) -> slips.isEmpty() ? List.of() : Workings.points(derivation.parameter(j)));
  }

  /** A gradient; of several rows it may be the little that is left of large ones. */
  private Quantity gradient(int j) {
    boolean isBias = j == derivation.rows().features();
    double noise = Math.abs(derivation.penaltyGradient(j));
    for (int i = 0; i < derivation.rows().rows(); i++) {
      double x = isBias ? 1 : derivation.rows().value(i, j);
      double share = derivation.rows().weight(i) / derivation.totalWeight();
      noise += share * Math.abs(derivation.chain().rows().get(i).lossByLogit() * x);
    }
    List<Slip> slips = isBias ? possible.ofBias() : possible.ofWeight();
    double truth = gradientTruth(j);
    return product(
        truth, Numbers.ROUNDING * noise, slips, (workings, made) -> workings.gradient(j, made));
  }

  private double gradientTruth(int j) {
    return j < derivation.rows().features()
        ? derivation.chain().weightGradient()[j]
        : derivation.chain().biasGradient();
  }

  /** W or b after the step, measured against the change. */
  private Quantity step(int j) {
    boolean isBias = j == derivation.rows().features();
    double truth = after(j);
    double before = before(j);
    double noise = Numbers.ROUNDING * (Math.abs(before) + Math.abs(truth));
    return new Quantity(
        truth,
        Math.abs(truth - before),
        noise,
        isBias ? possible.ofStepOfBias() : possible.ofStepOfWeight(),
        (workings, slips) -> new StepWorkings(derivation, workings).parameter(j, slips));
  }

  private double after(int j) {
    NeuronParameters step = derivation.chain().step();
    return j < step.features() ? step.weight(j) : step.bias();
  }

  /** W or b before the step, for raw features. */
  private double before(int j) {
    OnScale scaled = derivation.chain().onScale();
    if (scaled == null) {
      return derivation.parameter(j);
    }
    double[] mean = scaled.scale().mean();
    double[] deviation = scaled.scale().deviation();
    if (j < mean.length) {
      return derivation.parameter(j) / deviation[j];
    }
    double bias = derivation.parameter(j);
    for (int k = 0; k < mean.length; k++) {
      bias -= derivation.parameter(k) / deviation[k] * mean[k];
    }
    return bias;
  }

  private Quantity lossAfter() {
    double truth = derivation.chain().lossAfterStep();
    return new Quantity(
        truth,
        Math.min(Math.abs(truth - derivation.chain().loss()), truth),
        0,
        possible.ofLossAfter(),
        (workings, slips) -> new StepWorkings(derivation, workings).loss(slips));
  }
}
