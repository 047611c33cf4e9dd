package dev.neuron.explanation;

import static dev.neuron.explanation.LatexLines.by;

import dev.neuron.core.explanation.NewtonStep;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The lines from the Hessian to W and b after Newton's step, on the step's scale. */
final class NewtonLatex {

  /** The number of features up to which the system is shown. */
  private static final int MAX_FEATURES = 3;

  private final LatexLines lines;
  private final Calculation calculation;
  private final LatexNames names;
  private final NewtonStep newton;
  private final int d;

  NewtonLatex(LatexLines lines, LatexNames names, NewtonStep newton) {
    this.lines = lines;
    this.names = names;
    this.newton = newton;
    calculation = lines.calculation();
    d = newton.hessian().length - 1;
  }

  /**
   * Adds the lines.
   *
   * @param hessian the lines of H, for few features
   * @param before W and b before the step
   * @param byWeights dL/dW
   * @return W and b after the step; null if there is none
   */
  StepLatex.@Nullable Parameters write(
      HessianLatex hessian,
      StepLatex.Parameters before,
      List<PrintedNumber> byWeights,
      PrintedNumber byBias) {
    if (d > MAX_FEATURES) {
      lines.add(
          "&\\;\\text{The system for %d features is left out here; its numbers are in newton.}"
              .formatted(d));
      return switch (newton.outcome()) {
        case NewtonStep.Minimum minimum -> moved(before, given(minimum, before.weights().size()));
        case NewtonStep.Obstacle obstacle -> none(obstacle);
      };
    }
    List<PrintedNumber> gradient = Calculation.concat(byWeights, List.of(byBias));
    SystemLatex system = new SystemLatex(lines, names, hessian.write(newton.hessian()), gradient);
    if (newton.outcome() instanceof NewtonStep.Obstacle obstacle) {
      return none(obstacle);
    }
    List<PrintedNumber> change = system.solve();
    writeImprovement(gradient, change);
    return moved(before, change);
  }

  private List<PrintedNumber> given(NewtonStep.Minimum minimum, int shown) {
    return Calculation.concat(
        calculation.vector(shown, j -> PrintedNumber.given(minimum.change().weight(j))),
        List.of(PrintedNumber.given(minimum.change().bias())));
  }

  private StepLatex.@Nullable Parameters none(NewtonStep.Obstacle obstacle) {
    String reason =
        switch (obstacle) {
          case SINGULAR ->
              "The Hessian is singular, or nearly so: the parabola has no single lowest point";
          case INDEFINITE ->
              "The Hessian is not positive definite: the parabola has no lowest point";
          case TOO_FAR -> "The lowest point of the parabola is too far away";
        };
    lines.add("&\\;\\text{" + reason + ", so there is no step.}");
    if (d == 1 && obstacle != NewtonStep.Obstacle.TOO_FAR) {
      lines.add(
          "&\\;\\text{It has one where } H_{%1$s %1$s} > 0 \\text{ and } \\det H > 0\\text{.}"
              .formatted(names.weights()));
    }
    return null;
  }

  /** The line of δ = −½ g · Δ. */
  private void writeImprovement(List<PrintedNumber> gradient, List<PrintedNumber> change) {
    PrintedNumber improvement =
        calculation.workedOut(
            Calculation.concat(gradient, change),
            value -> {
              List<BigDecimal> products =
                  IntStream.rangeClosed(0, d)
                      .mapToObj(j -> Calculation.product(value, gradient.get(j), change.get(j)))
                      .toList();
              return Decimals.over(Calculation.sum(products), BigDecimal.TWO).negate();
            });
    String symbols =
        IntStream.rangeClosed(0, d)
            .mapToObj(j -> names.parameter(j, d))
            .map(name -> by(names.total(), name, "") + " \\Delta " + name)
            .collect(Collectors.joining(" + ", "-\\frac{1}{2} (", ")"));
    lines.add(
        "\\delta",
        () -> symbols,
        () ->
            IntStream.rangeClosed(0, d)
                .mapToObj(j -> gradient.get(j).operand() + " \\cdot " + change.get(j).operand())
                .collect(Collectors.joining(" + ", "-\\frac{1}{2} (", ")")),
        improvement::text);
  }

  /** The lines of W + ΔW and b + Δb. */
  private StepLatex.Parameters moved(StepLatex.Parameters before, List<PrintedNumber> change) {
    List<PrintedNumber> weights = before.weights();
    List<PrintedNumber> ofWeights = change.subList(0, weights.size());
    PrintedNumber ofBias = change.getLast();
    List<PrintedNumber> after =
        calculation.vector(
            weights.size(), j -> calculation.moved(weights.get(j), ofWeights.get(j)));
    PrintedNumber bias = calculation.moved(before.bias(), ofBias);
    lines.add(
        names.weights() + "_{\\text{new}}",
        () -> names.weights() + " + \\Delta " + names.weights(),
        () -> Calculation.text(weights, d) + " + " + Calculation.text(ofWeights, d),
        () -> Calculation.text(after, d));
    lines.add(
        names.bias() + "_{\\text{new}}",
        () -> names.bias() + " + \\Delta " + names.bias(),
        () -> before.bias().text() + " + " + ofBias.operand(),
        bias::text);
    return new StepLatex.Parameters(after, bias);
  }
}
