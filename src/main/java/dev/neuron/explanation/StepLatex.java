package dev.neuron.explanation;

import static dev.neuron.explanation.LatexLines.by;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The way from the gradient over the rows to W and b after the step, on the step's scale. */
final class StepLatex {

  private final LatexLines lines;
  private final Figures figures;
  private final LatexNames names;
  private final Derivation derivation;
  private final int d;
  private final Figure rate;
  private final Figure l2;
  private final Figure momentum;

  StepLatex(LatexLines lines, LatexNames names, Derivation derivation) {
    this.lines = lines;
    this.names = names;
    this.derivation = derivation;
    figures = lines.figures();
    d = derivation.rows().features();
    rate = Figure.given(derivation.learningRate());
    l2 = Figure.given(derivation.settings().l2());
    momentum = Figure.given(derivation.settings().momentum());
  }

  /**
   * W and b, before or after the step.
   *
   * @param weights the first of them
   */
  record Parameters(List<Figure> weights, Figure bias) {}

  /**
   * Adds the lines of the step.
   *
   * @param loss the mean over the rows, as the gradient is
   * @return W and b after it
   */
  Parameters write(Parameters before, Figure loss, List<Figure> byWeights, Figure byBias) {
    List<Figure> gradient = byWeights;
    if (!l2.isZero()) {
      writePenalty(before.weights(), loss);
      gradient = penalised(before.weights(), byWeights);
      writePenalisedGradient(before.weights(), byWeights, gradient, byBias);
    }
    return momentum.isZero()
        ? plainStep(before, gradient, byBias)
        : stepWithMomentum(before, gradient, byBias);
  }

  private void writePenalty(List<Figure> weights, Figure loss) {
    Figure total =
        weights.size() == d
            ? figures.penalised(loss, l2, weights)
            : Figure.given(derivation.chain().loss());
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

  private List<Figure> penalised(List<Figure> weights, List<Figure> gradient) {
    return figures.vector(
        weights.size(), j -> figures.penalisedGradient(gradient.get(j), l2, weights.get(j)));
  }

  private void writePenalisedGradient(
      List<Figure> weights, List<Figure> byWeights, List<Figure> gradient, Figure byBias) {
    String row = by(names.row(), names.weights(), "");
    lines.add(
        by(names.total(), names.weights(), ""),
        () -> row + " + 2 \\lambda " + names.weights(),
        () -> text(byWeights) + " + 2 \\cdot " + l2.text() + " \\cdot " + text(weights),
        () -> text(gradient));
    lines.add(
        by(names.total(), names.bias(), ""), () -> by(names.row(), names.bias(), ""), byBias::text);
  }

  private Parameters plainStep(Parameters before, List<Figure> gradient, Figure byBias) {
    List<Figure> weights = before.weights();
    List<Figure> after =
        figures.vector(weights.size(), j -> figures.step(weights.get(j), rate, gradient.get(j)));
    Figure bias = figures.step(before.bias(), rate, byBias);
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

  private Parameters stepWithMomentum(Parameters before, List<Figure> gradient, Figure byBias) {
    List<Figure> weights = before.weights();
    List<Figure> old = figures.vector(weights.size(), j -> Figure.given(derivation.velocity(j)));
    Figure oldOfBias = Figure.given(derivation.velocity(d));
    List<Figure> velocity =
        figures.vector(
            weights.size(), j -> figures.velocity(momentum, old.get(j), rate, gradient.get(j)));
    Figure ofBias = figures.velocity(momentum, oldOfBias, rate, byBias);
    List<Figure> after =
        figures.vector(weights.size(), j -> figures.moved(weights.get(j), velocity.get(j)));
    Figure bias = figures.moved(before.bias(), ofBias);
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

  private String text(List<Figure> values) {
    return Figures.text(values, d);
  }
}
