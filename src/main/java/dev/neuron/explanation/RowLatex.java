package dev.neuron.explanation;

import static dev.neuron.explanation.LatexLines.by;

import dev.neuron.core.explanation.ChainRule.Factors;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The lines of one row, from x to its gradient. If ŷ is near 1, it is written 1 − c, and everything
 * after it is calculated from c: with few digits of ŷ, 1 − ŷ would be lost.
 */
final class RowLatex {

  private static final BigDecimal NEAR = new BigDecimal("1e-3");

  private final LatexLines lines;
  private final LatexNames names;
  private final Inputs inputs;
  private final PrintedNumber h;
  private final boolean isNearOne;
  private final PrintedNumber small;
  private final PrintedNumber loss;
  private final PrintedNumber byPrediction;
  private final PrintedNumber slope;
  private final PrintedNumber byLogit;
  private final List<PrintedNumber> byWeights;

  /**
   * The numbers that a row's derivation begins with.
   *
   * @param x the first features of the row
   * @param weights the first weights
   * @param features how many there are
   */
  record Inputs(
      List<PrintedNumber> x,
      List<PrintedNumber> weights,
      PrintedNumber bias,
      PrintedNumber y,
      int features) {

    boolean areAll() {
      return x.size() == features;
    }
  }

  RowLatex(LatexLines lines, LatexNames names, Inputs inputs, Factors row) {
    this.lines = lines;
    this.names = names;
    this.inputs = inputs;
    Calculation calculation = lines.calculation();
    h =
        inputs.areAll()
            ? calculation.sumOfProducts(inputs.x(), inputs.weights(), inputs.bias())
            : PrintedNumber.given(row.h());
    isNearOne = Decimals.sigmoid(h.exact().negate()).compareTo(NEAR) < 0;
    small =
        calculation.workedOut(
            List.of(h),
            value -> Decimals.sigmoid(isNearOne ? value.apply(h).negate() : value.apply(h)));
    List<PrintedNumber> both = List.of(inputs.y(), small);
    boolean isMse = names.isMse();
    slope = calculation.workedOut(List.of(small), this::slope);
    loss =
        isMse || !small.isZero()
            ? calculation.workedOut(both, isMse ? this::squared : this::entropy)
            : PrintedNumber.given(row.loss());
    byPrediction =
        isMse || !small.isZero()
            ? calculation.workedOut(both, isMse ? this::slopeOfSquare : this::slopeOfEntropy)
            : PrintedNumber.given(0);
    byLogit =
        isMse
            ? calculation.product(byPrediction, slope)
            : calculation.workedOut(both, this::residual);
    byWeights =
        calculation.vector(
            inputs.x().size(),
            j ->
                isMse
                    ? calculation.product(byPrediction, slope, inputs.x().get(j))
                    : calculation.product(byLogit, inputs.x().get(j)));
  }

  PrintedNumber loss() {
    return loss;
  }

  /** dL/dh, which is dL/db. */
  PrintedNumber byLogit() {
    return byLogit;
  }

  List<PrintedNumber> byWeights() {
    return byWeights;
  }

  /** ŷ − y. */
  private BigDecimal residual(Function<PrintedNumber, BigDecimal> value) {
    BigDecimal y = value.apply(inputs.y());
    BigDecimal near = isNearOne ? Decimals.minus(BigDecimal.ONE, y) : y.negate();
    return isNearOne
        ? Decimals.minus(near, value.apply(small))
        : Decimals.plus(near, value.apply(small));
  }

  private BigDecimal squared(Function<PrintedNumber, BigDecimal> value) {
    return residual(value).pow(2, Decimals.CONTEXT);
  }

  private BigDecimal slopeOfSquare(Function<PrintedNumber, BigDecimal> value) {
    return Decimals.times(BigDecimal.TWO, residual(value));
  }

  private BigDecimal slopeOfEntropy(Function<PrintedNumber, BigDecimal> value) {
    return Decimals.over(residual(value), slope(value));
  }

  private BigDecimal entropy(Function<PrintedNumber, BigDecimal> value) {
    BigDecimal y = value.apply(inputs.y());
    BigDecimal ofSmall = Decimals.ln(value.apply(small)).negate();
    BigDecimal ofRest = Decimals.lnOneMinus(value.apply(small)).negate();
    BigDecimal other = Decimals.minus(BigDecimal.ONE, y);
    return Decimals.plus(
        Decimals.times(y, isNearOne ? ofRest : ofSmall),
        Decimals.times(other, isNearOne ? ofSmall : ofRest));
  }

  /** ŷ (1 − ŷ). */
  private BigDecimal slope(Function<PrintedNumber, BigDecimal> value) {
    BigDecimal p = value.apply(small);
    return Decimals.times(p, Decimals.minus(BigDecimal.ONE, p));
  }

  /**
   * Adds the lines.
   *
   * @param index index of the row's quantities; empty if it is the only row
   */
  void write(String index) {
    String name = names.row();
    lines.add(
        "h" + index,
        () -> names.input() + " " + names.weights() + " + " + names.bias(),
        this::sum,
        h::text);
    lines.add(
        "\\hat y" + index,
        () -> "\\sigma(h)",
        () -> "\\frac{1}{1 + e^{" + negated(h.text()) + "}}",
        this::prediction);
    if (names.isMse()) {
      writeSquare(name, index);
    } else {
      writeEntropy(name, index);
    }
    lines.add(
        by("\\hat y", "h", index), () -> "\\hat y (1 - \\hat y)", this::slopeText, slope::text);
    lines.add(by("h", names.weights(), index), names::input, this::x);
    lines.add(by("h", names.bias(), index), () -> "1");
    writeGradient(name, index);
  }

  /** Adds the lines of d²L/dh², and returns it. */
  PrintedNumber writeCurvature(String index) {
    String by = index.isEmpty() ? "dh^2" : "(dh" + index + ")^2";
    String derivative = "\\frac{d^2" + names.row() + index + "}{" + by + "}";
    if (!names.isMse()) {
      lines.add(
          "c" + index,
          () -> derivative,
          () -> "\\hat y (1 - \\hat y)",
          this::slopeText,
          slope::text);
      return slope;
    }
    PrintedNumber curvature =
        lines.calculation().workedOut(List.of(inputs.y(), small, slope), this::curvatureOfSquare);
    lines.add("t" + index, () -> by("\\hat y", "h", index), slope::text);
    lines.add(
        "c" + index,
        () -> derivative,
        () -> "2 (t^2 + (\\hat y - y) t (1 - 2 \\hat y))",
        this::curvatureText,
        curvature::text);
    return curvature;
  }

  /** 2 (t² + (ŷ − y) t (1 − 2 ŷ)). */
  private BigDecimal curvatureOfSquare(Function<PrintedNumber, BigDecimal> value) {
    BigDecimal t = value.apply(slope);
    BigDecimal twice = Decimals.times(BigDecimal.TWO, value.apply(small));
    BigDecimal oneMinusTwice = Decimals.minus(BigDecimal.ONE, twice);
    BigDecimal bend =
        Decimals.times(
            Decimals.times(residual(value), t), isNearOne ? oneMinusTwice.negate() : oneMinusTwice);
    return Decimals.times(BigDecimal.TWO, Calculation.sum(List.of(Decimals.times(t, t), bend)));
  }

  private String curvatureText() {
    return "2 (%1$s^2 + (%2$s - %3$s) \\cdot %1$s \\cdot (1 - 2 \\cdot %4$s))"
        .formatted(slope.factor(), prediction(), inputs.y().text(), predictionOperand());
  }

  private void writeSquare(String name, String index) {
    lines.add(name + index, () -> "(y - \\hat y)^2", () -> "(" + error() + ")^2", loss::text);
    lines.add(
        by(name, "\\hat y", index),
        () -> "-2 (y - \\hat y)",
        () -> "-2 (" + error() + ")",
        byPrediction::text);
  }

  private void writeEntropy(String name, String index) {
    String entropy = "-y \\ln \\hat y - (1 - y) \\ln (1 - \\hat y)";
    String slope = "\\frac{\\hat y - y}{\\hat y (1 - \\hat y)}";
    if (small.isZero()) {
      lines.add(name + index, () -> entropy, loss::text);
      lines.add(
          by(name, "\\hat y", index),
          () -> slope,
          () -> "\\text{not a number, for } \\hat y \\text{ is rounded to } " + prediction());
      return;
    }
    lines.add(name + index, () -> entropy, this::entropyText, loss::text);
    lines.add(
        by(name, "\\hat y", index),
        () -> slope,
        () -> "\\frac{" + prediction() + " - " + inputs.y().text() + "}{" + slopeText() + "}",
        byPrediction::text);
  }

  private void writeGradient(String name, String index) {
    String product =
        names.isMse()
            ? "\\frac{d%1$s}{d\\hat y} \\cdot \\frac{d\\hat y}{dh} \\cdot \\frac{dh}{d%2$s}"
            : "(\\hat y - y) \\cdot \\frac{dh}{d%2$s}";
    lines.add(
        by(name, names.weights(), index),
        () -> product.formatted(name, names.weights()),
        () -> factors() + " \\cdot " + x(),
        () -> Calculation.text(byWeights, inputs.features()));
    lines.add(
        by(name, names.bias(), index),
        () -> product.formatted(name, names.bias()),
        () -> factors() + " \\cdot 1",
        byLogit::text);
  }

  private String factors() {
    return names.isMse() ? byPrediction.operand() + " \\cdot " + slope.text() : byLogit.operand();
  }

  private String x() {
    return Calculation.text(inputs.x(), inputs.features());
  }

  /** x₁ W₁ + x₂ W₂ + … with numbers. */
  private String sum() {
    String products =
        IntStream.range(0, inputs.x().size())
            .mapToObj(
                j -> inputs.x().get(j).operand() + " \\cdot " + inputs.weights().get(j).operand())
            .collect(Collectors.joining(" + "));
    return products + (inputs.areAll() ? "" : " + \\dots") + " + " + inputs.bias().operand();
  }

  private String prediction() {
    String one = small.isZero() ? "1" : "1 - " + small.text();
    return isNearOne ? one : small.text();
  }

  /** ŷ as an operand. */
  private String predictionOperand() {
    return isNearOne && !small.isZero() ? "(" + prediction() + ")" : prediction();
  }

  /** 1 − ŷ as a factor. */
  private String rest() {
    return isNearOne && !small.isZero() ? small.factor() : "(1 - " + prediction() + ")";
  }

  private String error() {
    return inputs.y().text() + " - " + predictionOperand();
  }

  private String slopeText() {
    return predictionOperand() + " \\cdot " + rest();
  }

  private String entropyText() {
    boolean isOne = inputs.y().exact().compareTo(BigDecimal.ONE) == 0;
    String y = inputs.y().text();
    String ofPrediction = "\\ln " + (isNearOne ? "(" + prediction() + ")" : small.factor());
    String ofRest = "\\ln " + rest();
    if (isOne) {
      return "-" + ofPrediction;
    }
    return inputs.y().isZero()
        ? "-" + ofRest
        : "-" + y + " \\cdot " + ofPrediction + " - (1 - " + y + ") \\cdot " + ofRest;
  }

  private static String negated(String text) {
    return text.startsWith("-") ? text.substring(1) : text.equals("0") ? text : "-" + text;
  }
}
