package dev.neuron.explanation;

import dev.neuron.core.explanation.ChainRule.OnScale;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.neuron.Sigmoid;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The values that W, b and the loss after a step can have, calculated from the gradient. */
final class StepWorkings {

  private final Derivation derivation;
  private final Workings workings;
  private final int features;

  StepWorkings(Derivation derivation, Workings workings) {
    this.derivation = derivation;
    this.workings = workings;
    features = derivation.rows().features();
  }

  /**
   * W or b after the step, for raw features.
   *
   * @param j the feature; their number for b
   */
  List<Range> parameter(int j, Set<Slip> slips) {
    List<Range> values = slips.isEmpty() ? Workings.points(truth(j)) : List.of();
    return Workings.mapped(Stream.concat(values.stream(), worked(j, slips)));
  }

  private double truth(int j) {
    NeuronParameters step = derivation.chain().step();
    return j < features ? step.weight(j) : step.bias();
  }

  private Stream<Range> worked(int j, Set<Slip> slips) {
    OnScale scaled = derivation.chain().onScale();
    if (scaled == null) {
      return moved(j, slips);
    }
    if (j < features) {
      double share = 1 / scaled.scale().deviation()[j];
      return moved(j, slips).map(weight -> weight.times(share));
    }
    Range means = Range.of(0);
    for (int k = 0; k < features; k++) {
      means = means.plus(hull(weight(k, slips)).times(-scaled.scale().mean()[k]));
    }
    Range rest = means;
    return moved(j, slips).map(bias -> bias.plus(rest));
  }

  /** The new weight from which the new bias is calculated. */
  private List<Range> weight(int k, Set<Slip> slips) {
    return slips.isEmpty() ? after(k) : parameter(k, slips);
  }

  /** The values of W or b after the step that the learner may continue with. */
  private List<Range> after(int j) {
    String field = j < features ? "step/W/" + j : "step/b";
    return workings.takenOr(field, parameter(j, Workings.NONE));
  }

  /** W or b on the scale of the step, after v = μ v − α dL/dW was added. */
  private Stream<Range> moved(int j, Set<Slip> slips) {
    double rate = slips.contains(Slip.RATE_LEFT_OUT) ? 1 : derivation.learningRate();
    double twice = slips.contains(Slip.RATE_TWICE) ? rate * derivation.learningRate() : rate;
    double factor = slips.contains(Slip.UPDATE_ADDED) ? twice : -twice;
    double kept =
        slips.contains(Slip.VELOCITY_LEFT_OUT)
            ? 0
            : derivation.settings().momentum() * derivation.velocity(j);
    Stream<Range> changes =
        workings.gradient(j, slips).stream().map(g -> g.times(factor).plus(Range.of(kept)));
    return slips.contains(Slip.CHANGE_FOR_STEP)
        ? changes.flatMap(change -> Stream.of(change, change.times(-1)))
        : changes.map(change -> change.plus(Range.of(derivation.parameter(j))));
  }

  /** L after the step. */
  List<Range> loss(Set<Slip> slips) {
    if (slips.contains(Slip.STEP_NOT_TAKEN)) {
      return workings.loss(Workings.NONE);
    }
    double factor = slips.contains(Slip.HALF_LOSS) ? 0.5 : 1;
    Range truth = Range.of(derivation.chain().lossAfterStep());
    return Workings.mapped(Stream.of(truth, lossAfter()).map(loss -> loss.times(factor)));
  }

  /** The mean loss at the new W and b. */
  private Range lossAfter() {
    List<Range> weights = new ArrayList<>();
    for (int j = 0; j <= features; j++) {
      weights.add(hull(after(j)));
    }
    Range sum = Range.of(0);
    for (int i = 0; i < derivation.rows().rows(); i++) {
      if (derivation.rows().weight(i) != 0) {
        sum = sum.plus(rowLoss(i, weights).times(derivation.rows().weight(i)));
      }
    }
    return sum.times(1 / derivation.totalWeight()).plus(penalty(weights));
  }

  private Range rowLoss(int i, List<Range> weights) {
    Range h = weights.get(features);
    for (int j = 0; j < features; j++) {
      h = h.plus(weights.get(j).times(raw(i, j)));
    }
    double y = derivation.rows().target(i);
    Range loss = h.map(logit -> derivation.loss().value(y, logit, Sigmoid.of(logit)));
    double minimum = StrictMath.log(y) - StrictMath.log1p(-y);
    return h.low() < minimum && minimum < h.high()
        ? loss.with(Range.of(derivation.loss().value(y, minimum, Sigmoid.of(minimum))))
        : loss;
  }

  private double raw(int i, int j) {
    OnScale scaled = derivation.chain().onScale();
    double x = derivation.rows().value(i, j);
    return scaled == null ? x : x * scaled.scale().deviation()[j] + scaled.scale().mean()[j];
  }

  private Range penalty(List<Range> weights) {
    OnScale scaled = derivation.chain().onScale();
    Range sum = Range.of(0);
    for (int j = 0; j < features; j++) {
      Range weight = weights.get(j).times(scaled == null ? 1 : scaled.scale().deviation()[j]);
      Range square = weight.map(value -> value * value);
      sum = sum.plus(weight.low() < 0 && weight.high() > 0 ? square.with(Range.of(0)) : square);
    }
    return sum.times(derivation.settings().l2());
  }

  private static Range hull(List<Range> ranges) {
    return ranges.stream().reduce(Range::with).orElse(Range.of(Double.NaN));
  }
}
