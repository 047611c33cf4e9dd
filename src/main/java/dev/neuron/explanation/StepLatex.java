package dev.neuron.explanation;

import static dev.neuron.explanation.LatexLines.by;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The lines from the gradient over the rows to W and b after the step, on the step's scale. */
final class StepLatex {

  private final LatexLines lines;
  private final Calculation calculation;
  private final LatexNames names;
  private final Derivation derivation;
  private final int d;
  private final PrintedNumber rate;
  private final PrintedNumber l2;
  private final PrintedNumber momentum;

  StepLatex(LatexLines lines, LatexNames names, Derivation derivation) {
    this.lines = lines;
    this.names = names;
    this.derivation = derivation;
    calculation = lines.calculation();
    d = derivation.rows().features();
    rate = PrintedNumber.given(derivation.learningRate());
    l2 = PrintedNumber.given(derivation.settings().l2());
    momentum = PrintedNumber.given(derivation.settings().momentum());
  }

  /**
   * W and b, before or after the step.
   *
   * @param weights the first of them
   */
  record Parameters(List<PrintedNumber> weights, PrintedNumber bias) {}

  /**
   * Adds the lines from the mean over the rows to the loss that the step minimises.
   *
   * @param loss the mean over the rows, as the gradient is
   * @return dL/dW
   */
  List<PrintedNumber> writeGradient(
      Parameters before, PrintedNumber loss, List<PrintedNumber> byWeights, PrintedNumber byBias) {
    if (l2.isZero()) {
      return byWeights;
    }
    writePenalty(before.weights(), loss);
    List<PrintedNumber> gradient = penalised(before.weights(), byWeights);
    writePenalisedGradient(before.weights(), byWeights, gradient, byBias);
    return gradient;
  }

  /**
   * Adds the lines of the step of gradient descent.
   *
   * @return W and b after it
   */
  Parameters write(Parameters before, List<PrintedNumber> gradient, PrintedNumber byBias) {
    return momentum.isZero()
        ? plainStep(before, gradient, byBias)
        : stepWithMomentum(before, gradient, byBias);
  }

  private void writePenalty(List<PrintedNumber> weights, PrintedNumber loss) {
    PrintedNumber total =
        weights.size() == d
            ? calculation.penalised(loss, l2, weights)
            : PrintedNumber.given(derivation.chain().loss());
    String squares = "\\lambda \\sum_j " + names.weights() + "_j^2";
    lines.add(
        names.total(),
        () -> names.row() + " + " + squares,
        () ->
            weights.stream()
                .map(weight -> weight.factor() + "^2")
                .collect(
                    Collectors.joining(
                        " + ",
                        loss.text() + " + " + l2.text() + " \\cdot (",
                        weights.size() < d ? " + \\dots)" : ")")),
        total::text);
  }

  private List<PrintedNumber> penalised(List<PrintedNumber> weights, List<PrintedNumber> gradient) {
    return calculation.vector(
        weights.size(), j -> calculation.penalisedGradient(gradient.get(j), l2, weights.get(j)));
  }

  private void writePenalisedGradient(
      List<PrintedNumber> weights,
      List<PrintedNumber> byWeights,
      List<PrintedNumber> gradient,
      PrintedNumber byBias) {
    String row = by(names.row(), names.weights(), "");
    lines.add(
        by(names.total(), names.weights(), ""),
        () -> row + " + 2 \\lambda " + names.weights(),
        () -> text(byWeights) + " + 2 \\cdot " + l2.text() + " \\cdot " + text(weights),
        () -> text(gradient));
    lines.add(
        by(names.total(), names.bias(), ""), () -> by(names.row(), names.bias(), ""), byBias::text);
  }

  private Parameters plainStep(
      Parameters before, List<PrintedNumber> gradient, PrintedNumber byBias) {
    List<PrintedNumber> weights = before.weights();
    List<PrintedNumber> after =
        calculation.vector(
            weights.size(), j -> calculation.step(weights.get(j), rate, gradient.get(j)));
    PrintedNumber bias = calculation.step(before.bias(), rate, byBias);
    writePlainStep(names.weights(), () -> text(weights), () -> text(gradient), () -> text(after));
    writePlainStep(names.bias(), before.bias()::text, byBias::operand, bias::text);
    return new Parameters(after, bias);
  }

  private void writePlainStep(
      String name, Supplier<String> before, Supplier<String> gradient, Supplier<String> after) {
    lines.add(
        name + "_{\\text{new}}",
        () -> name + " - \\alpha " + by(names.total(), name, ""),
        () -> before.get() + " - " + rate.operand() + " \\cdot " + gradient.get(),
        after);
  }

  private Parameters stepWithMomentum(
      Parameters before, List<PrintedNumber> gradient, PrintedNumber byBias) {
    List<PrintedNumber> weights = before.weights();
    List<PrintedNumber> old =
        calculation.vector(weights.size(), j -> PrintedNumber.given(derivation.velocity(j)));
    PrintedNumber oldOfBias = PrintedNumber.given(derivation.velocity(d));
    List<PrintedNumber> velocity =
        calculation.vector(
            weights.size(), j -> calculation.velocity(momentum, old.get(j), rate, gradient.get(j)));
    PrintedNumber ofBias = calculation.velocity(momentum, oldOfBias, rate, byBias);
    List<PrintedNumber> after =
        calculation.vector(weights.size(), j -> calculation.moved(weights.get(j), velocity.get(j)));
    PrintedNumber bias = calculation.moved(before.bias(), ofBias);
    writeVelocity(names.weights(), () -> text(old), () -> text(gradient), () -> text(velocity));
    writeVelocity(names.bias(), oldOfBias::operand, byBias::operand, ofBias::text);
    writeMove(names.weights(), () -> text(weights), () -> text(velocity), () -> text(after));
    writeMove(names.bias(), before.bias()::text, ofBias::operand, bias::text);
    return new Parameters(after, bias);
  }

  private void writeVelocity(
      String name, Supplier<String> old, Supplier<String> gradient, Supplier<String> velocity) {
    lines.add(
        "v_{" + name + ",\\text{new}}",
        () -> "\\mu v_{" + name + "} - \\alpha " + by(names.total(), name, ""),
        () ->
            "%s \\cdot %s - %s \\cdot %s"
                .formatted(momentum.text(), old.get(), rate.text(), gradient.get()),
        velocity);
  }

  private void writeMove(
      String name, Supplier<String> before, Supplier<String> velocity, Supplier<String> after) {
    lines.add(
        name + "_{\\text{new}}",
        () -> name + " + v_{" + name + ",\\text{new}}",
        () -> before.get() + " + " + velocity.get(),
        after);
  }

  private String text(List<PrintedNumber> values) {
    return Calculation.text(values, d);
  }
}
