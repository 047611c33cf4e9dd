package dev.neuron.explanation;

import static dev.neuron.explanation.Numbers.latex;
import static dev.neuron.explanation.Numbers.operand;

import dev.neuron.core.ChainRule.Factors;
import dev.neuron.core.LossFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A derivation in LaTeX (the environment {@code aligned}, for a formula set apart), with its
 * numbers to four digits. Of more than {@value #SHOWN} features or rows the first are shown.
 */
final class Latex {

  private static final int SHOWN = 10;

  private final Derivation derivation;
  private final boolean isMse;
  private final String name;
  private final int d;
  private final int n;
  private final List<String> lines = new ArrayList<>();

  Latex(Derivation derivation) {
    this.derivation = derivation;
    isMse = derivation.loss() == LossFunction.MSE;
    name = isMse ? "\\mathrm{MSE}" : "L";
    d = derivation.rows().features();
    n = derivation.rows().rows();
  }

  String text() {
    for (int i = 0; i < Math.min(n, SHOWN); i++) {
      row(i, n == 1 ? "" : "^{(" + (i + 1) + ")}");
    }
    if (n > SHOWN) {
      lines.add("&\\;\\vdots");
    }
    if (n > 1) {
      means();
    }
    step();
    return "\\begin{aligned}\n" + String.join(" \\\\\n", lines) + "\n\\end{aligned}";
  }

  /** One row's way from x to its gradient; what belongs to it has an index if there are others. */
  private void row(int i, String index) {
    Factors row = derivation.chain().rows().get(i);
    String y = latex(derivation.rows().target(i));
    String yHat = latex(row.yHat());
    line(
        "h" + index,
        "x W + b",
        sum(j -> derivation.rows().value(i, j)) + " + " + operand(derivation.neuron().bias()),
        latex(row.h()));
    line("\\hat y" + index, "\\sigma(h)", "\\frac{1}{1 + e^{" + latex(-row.h()) + "}}", yHat);
    if (isMse) {
      line(name + index, "(y - \\hat y)^2", "(" + y + " - " + yHat + ")^2", latex(row.loss()));
      line(
          by(name, "\\hat y", index),
          "-2 (y - \\hat y)",
          "-2 (" + y + " - " + yHat + ")",
          latex(row.lossByPrediction()));
    } else {
      line(name + index, "-y \\ln \\hat y - (1 - y) \\ln (1 - \\hat y)", latex(row.loss()));
      line(
          by(name, "\\hat y", index),
          "\\frac{\\hat y - y}{\\hat y (1 - \\hat y)}",
          Double.isFinite(row.lossByPrediction())
              ? latex(row.lossByPrediction())
              : "\\text{not a number, for } \\hat y \\text{ is rounded to } " + yHat);
    }
    line(
        by("\\hat y", "h", index),
        "\\hat y (1 - \\hat y)",
        yHat + " \\cdot (1 - " + yHat + ")",
        latex(row.predictionByLogit()));
    line(by("h", "W", index), "x", vector(j -> derivation.rows().value(i, j)));
    line(by("h", "b", index), "1");
    gradient(i, index, row);
  }

  private void gradient(int i, String index, Factors row) {
    String factors =
        isMse
            ? operand(row.lossByPrediction()) + " \\cdot " + latex(row.predictionByLogit())
            : operand(row.lossByLogit());
    String product =
        isMse
            ? "\\frac{d%1$s}{d\\hat y} \\cdot \\frac{d\\hat y}{dh} \\cdot \\frac{dh}{d%2$s}"
            : "(\\hat y - y) \\cdot \\frac{dh}{d%2$s}";
    line(
        by(name, "W", index),
        product.formatted(name, "W"),
        factors + " \\cdot " + vector(j -> derivation.rows().value(i, j)),
        vector(j -> row.lossByLogit() * derivation.rows().value(i, j)));
    line(
        by(name, "b", index),
        product.formatted(name, "b"),
        factors + " \\cdot 1",
        latex(row.lossByLogit()));
  }

  private void means() {
    String sum = "\\frac{1}{" + n + "} \\sum_{i=1}^{" + n + "} ";
    line(name, sum + name + "^{(i)}", latex(derivation.chain().loss()));
    line(
        by(name, "W", ""),
        sum + by(name, "W", "^{(i)}"),
        vector(j -> derivation.chain().weightGradient()[j]));
    line(
        by(name, "b", ""), sum + by(name, "b", "^{(i)}"), latex(derivation.chain().biasGradient()));
  }

  private void step() {
    String rate = operand(derivation.learningRate());
    double[] after = derivation.chain().step().weights();
    line(
        "W_{\\text{new}}",
        "W - \\alpha " + by(name, "W", ""),
        vector(derivation::parameter)
            + " - "
            + rate
            + " \\cdot "
            + vector(j -> derivation.chain().weightGradient()[j]),
        vector(j -> after[j]));
    line(
        "b_{\\text{new}}",
        "b - \\alpha " + by(name, "b", ""),
        latex(derivation.neuron().bias())
            + " - "
            + rate
            + " \\cdot "
            + operand(derivation.chain().biasGradient()),
        latex(derivation.chain().step().bias()));
    line(name + "_{\\text{new}}", latex(derivation.chain().lossAfterStep()));
  }

  private void line(String left, String... right) {
    lines.add(left + " &= " + String.join(" = ", right));
  }

  /** A derivative; W and b have no index, for they are the same for every row. */
  private static String by(String of, String by, String index) {
    String denominator = by.equals("W") || by.equals("b") ? by : by + index;
    return "\\frac{d" + of + index + "}{d" + denominator + "}";
  }

  /** x₁ W₁ + x₂ W₂ + … with numbers. */
  private String sum(IntToDoubleFunction x) {
    String products =
        IntStream.range(0, Math.min(d, SHOWN))
            .mapToObj(
                j -> operand(x.applyAsDouble(j)) + " \\cdot " + operand(derivation.parameter(j)))
            .collect(Collectors.joining(" + "));
    return d > SHOWN ? products + " + \\dots" : products;
  }

  private String vector(IntToDoubleFunction values) {
    String numbers =
        IntStream.range(0, Math.min(d, SHOWN))
            .mapToObj(j -> latex(values.applyAsDouble(j)))
            .collect(Collectors.joining(", "));
    return "(" + numbers + (d > SHOWN ? ", \\dots)" : ")");
  }
}
