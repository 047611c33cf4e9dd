package dev.neuron.explanation;

import dev.neuron.core.explanation.ChainRule.OnScale;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The way of rows, W and b to the scale that a step is taken on, and back. */
final class ScaleLatex {

  private final LatexLines lines;
  private final OnScale scale;
  private final int features;
  private final List<Figure> mean;
  private final List<Figure> deviation;
  private final List<Figure> rawWeights;
  private final List<Figure> weights;
  private final Figure bias;

  /**
   * @param shown how many of the features are shown
   */
  ScaleLatex(LatexLines lines, OnScale scale, int shown) {
    this.lines = lines;
    this.scale = scale;
    features = scale.rows().features();
    Figures figures = lines.figures();
    mean = figures.vector(shown, j -> Figure.given(scale.scale().mean()[j]));
    deviation = figures.vector(shown, j -> Figure.given(scale.scale().deviation()[j]));
    rawWeights = figures.vector(shown, j -> Figure.given(scale.rawStart().weight(j)));
    weights = figures.vector(shown, j -> figures.product(rawWeights.get(j), deviation.get(j)));
    Figure rawBias = Figure.given(scale.rawStart().bias());
    bias =
        shown == features
            ? figures.sumOfProducts(rawWeights, mean, rawBias)
            : Figure.given(scale.start().bias());
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

  List<Figure> weights() {
    return weights;
  }

  Figure bias() {
    return bias;
  }

  /** Adds the line of a row, and returns it on the scale. */
  List<Figure> row(int i, String index) {
    Figures figures = lines.figures();
    List<Figure> x = figures.vector(mean.size(), j -> Figure.given(scale.rawRows().value(i, j)));
    List<Figure> z =
        figures.vector(mean.size(), j -> figures.scaled(x.get(j), mean.get(j), deviation.get(j)));
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

  /** Adds the lines that bring W and b back to raw features. */
  void fold(StepLatex.Parameters after, double rawBias) {
    List<Figure> newWeights = after.weights();
    Figure newBias = after.bias();
    Figures figures = lines.figures();
    List<Figure> folded =
        figures.vector(mean.size(), j -> figures.quotient(newWeights.get(j), deviation.get(j)));
    for (int j = 0; j < folded.size(); j++) {
      folded.get(j).showChangeFrom(rawWeights.get(j));
    }
    Figure foldedBias =
        mean.size() == features
            ? figures.differenceOfProducts(newBias, folded, mean)
            : Figure.given(rawBias);
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

  private String text(List<Figure> figures) {
    return Figures.text(figures, features);
  }

  private String quotients(List<Figure> values) {
    return pairs(j -> "\\frac{" + values.get(j).text() + "}{" + deviation.get(j).text() + "}");
  }

  private String pairs(IntFunction<String> pair) {
    return IntStream.range(0, mean.size())
        .mapToObj(pair)
        .collect(Collectors.joining(", ", "(", features > mean.size() ? ", \\dots)" : ")"));
  }

  private String products(List<Figure> a, String sign) {
    String products =
        IntStream.range(0, a.size())
            .mapToObj(j -> sign + a.get(j).operand() + " \\cdot " + mean.get(j).operand())
            .collect(Collectors.joining());
    return products + (features > a.size() ? sign + "\\dots" : "");
  }
}
