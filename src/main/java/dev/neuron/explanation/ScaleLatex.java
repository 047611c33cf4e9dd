package dev.neuron.explanation;

import dev.neuron.core.explanation.ChainRule.OnScale;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The lines that convert rows, W and b to the scale of a step, and W and b back. */
final class ScaleLatex {

  private final LatexLines lines;
  private final OnScale scale;
  private final int features;
  private final List<PrintedNumber> mean;
  private final List<PrintedNumber> deviation;
  private final List<PrintedNumber> rawWeights;
  private final List<PrintedNumber> weights;
  private final PrintedNumber bias;

  /**
   * @param shown how many of the features are shown
   */
  ScaleLatex(LatexLines lines, OnScale scale, int shown) {
    this.lines = lines;
    this.scale = scale;
    features = scale.rows().features();
    Calculation calculation = lines.calculation();
    mean = calculation.vector(shown, j -> PrintedNumber.given(scale.scale().mean()[j]));
    deviation = calculation.vector(shown, j -> PrintedNumber.given(scale.scale().deviation()[j]));
    rawWeights = calculation.vector(shown, j -> PrintedNumber.given(scale.rawStart().weight(j)));
    weights =
        calculation.vector(shown, j -> calculation.product(rawWeights.get(j), deviation.get(j)));
    PrintedNumber rawBias = PrintedNumber.given(scale.rawStart().bias());
    bias =
        shown == features
            ? calculation.sumOfProducts(rawWeights, mean, rawBias)
            : PrintedNumber.given(scale.start().bias());
    lines.add("m", () -> text(mean));
    lines.add("\\mathrm{sd}", () -> text(deviation));
    lines.add(
        "W'",
        () -> "W \\cdot \\mathrm{sd}",
        () -> pairs(j -> rawWeights.get(j).operand() + " \\cdot " + deviation.get(j).text()),
        () -> text(weights));
    lines.add(
        "b'",
        () -> "b + \\sum_j W_j m_j",
        () -> rawBias.text() + products(rawWeights, " + "),
        bias::text);
  }

  List<PrintedNumber> weights() {
    return weights;
  }

  PrintedNumber bias() {
    return bias;
  }

  /** Adds the line of a row, and returns it on the scale. */
  List<PrintedNumber> row(int i, String index) {
    Calculation calculation = lines.calculation();
    List<PrintedNumber> x =
        calculation.vector(mean.size(), j -> PrintedNumber.given(scale.rawRows().value(i, j)));
    List<PrintedNumber> z =
        calculation.vector(
            mean.size(), j -> calculation.scaled(x.get(j), mean.get(j), deviation.get(j)));
    lines.add(
        "z" + index,
        () -> "\\frac{x - m}{\\mathrm{sd}}",
        () ->
            pairs(
                j ->
                    "\\frac{%s - %s}{%s}"
                        .formatted(
                            x.get(j).text(), mean.get(j).operand(), deviation.get(j).text())),
        () -> text(z));
    return z;
  }

  /** Adds the lines that convert W and b back to raw features. */
  void fold(StepLatex.Parameters after, double rawBias) {
    List<PrintedNumber> newWeights = after.weights();
    PrintedNumber newBias = after.bias();
    Calculation calculation = lines.calculation();
    List<PrintedNumber> folded =
        calculation.vector(
            mean.size(), j -> calculation.quotient(newWeights.get(j), deviation.get(j)));
    for (int j = 0; j < folded.size(); j++) {
      folded.get(j).showChangeFrom(rawWeights.get(j));
    }
    PrintedNumber foldedBias =
        mean.size() == features
            ? calculation.differenceOfProducts(newBias, folded, mean)
            : PrintedNumber.given(rawBias);
    lines.add(
        "W_{\\text{new}}",
        () -> "\\frac{W'_{\\text{new}}}{\\mathrm{sd}}",
        () -> quotients(newWeights),
        () -> text(folded));
    lines.add(
        "b_{\\text{new}}",
        () -> "b'_{\\text{new}} - \\sum_j W_{\\text{new},j} m_j",
        () -> newBias.text() + products(folded, " - "),
        foldedBias::text);
  }

  private String text(List<PrintedNumber> numbers) {
    return Calculation.text(numbers, features);
  }

  private String quotients(List<PrintedNumber> values) {
    return pairs(j -> "\\frac{" + values.get(j).text() + "}{" + deviation.get(j).text() + "}");
  }

  private String pairs(IntFunction<String> pair) {
    return IntStream.range(0, mean.size())
        .mapToObj(pair)
        .collect(Collectors.joining(", ", "(", features > mean.size() ? ", \\dots)" : ")"));
  }

  private String products(List<PrintedNumber> a, String sign) {
    String products =
        IntStream.range(0, a.size())
            .mapToObj(j -> sign + a.get(j).operand() + " \\cdot " + mean.get(j).operand())
            .collect(Collectors.joining());
    return products + (features > a.size() ? sign + "\\dots" : "");
  }
}
