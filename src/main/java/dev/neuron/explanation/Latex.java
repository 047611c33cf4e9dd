package dev.neuron.explanation;

import static dev.neuron.explanation.LatexLines.by;

import dev.neuron.core.explanation.ChainRule.OnScale;
import dev.neuron.core.explanation.NewtonStep;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A derivation in LaTeX (the environment {@code aligned}, for display math), with its numbers to
 * four digits, or to as many more as make each equation true as it is printed. Shows the first
 * {@value #SHOWN} features and rows at most.
 */
final class Latex {

  private static final int SHOWN = 10;

  private final Derivation derivation;
  private final LatexNames names;
  private final LatexLines lines = new LatexLines();
  private final Calculation calculation = lines.calculation();
  private final int d;
  private final int n;
  private final int shown;
  private final List<RowLatex> rows = new ArrayList<>();
  private final List<PrintedNumber> rowWeights = new ArrayList<>();
  private final List<HessianLatex.Row> rowsOfHessian = new ArrayList<>();

  Latex(Derivation derivation) {
    this.derivation = derivation;
    names = LatexNames.of(derivation);
    d = derivation.rows().features();
    n = derivation.rows().rows();
    shown = Math.min(d, SHOWN);
  }

  String text() {
    OnScale onScale = derivation.chain().onScale();
    ScaleLatex scale = onScale == null ? null : new ScaleLatex(lines, onScale, shown);
    List<PrintedNumber> weights =
        scale == null
            ? calculation.vector(shown, j -> PrintedNumber.given(derivation.parameter(j)))
            : scale.weights();
    PrintedNumber bias =
        scale == null ? PrintedNumber.given(derivation.neuron().bias()) : scale.bias();
    writeRows(scale, weights, bias);
    StepLatex.Parameters after = writeStep(new StepLatex.Parameters(weights, bias));
    if (after == null) {
      return lines.text();
    }
    if (scale != null) {
      scale.fold(after, derivation.chain().step().bias());
    }
    PrintedNumber lossAfter = PrintedNumber.given(derivation.chain().lossAfterStep());
    lines.add(names.total() + "_{\\text{new}}", lossAfter::text);
    return lines.text();
  }

  /** Returns W and b after the step; null if there is none. */
  private StepLatex.@Nullable Parameters writeStep(StepLatex.Parameters before) {
    StepLatex step = new StepLatex(lines, names, derivation);
    PrintedNumber loss = meanLoss();
    List<PrintedNumber> byWeights = meanByWeights();
    PrintedNumber byBias = meanByBias();
    List<PrintedNumber> gradient = step.writeGradient(before, loss, byWeights, byBias);
    NewtonStep newton = derivation.chain().newton();
    if (newton == null) {
      return step.write(before, gradient, byBias);
    }
    HessianLatex hessian = new HessianLatex(lines, names, derivation, rowsOfHessian, n <= SHOWN);
    return new NewtonLatex(lines, names, newton).write(hessian, before, gradient, byBias);
  }

  private void writeRows(
      @Nullable ScaleLatex scale, List<PrintedNumber> weights, PrintedNumber bias) {
    for (int row = 0; row < Math.min(n, SHOWN); row++) {
      int i = row;
      if (derivation.rows().weight(i) == 0) {
        continue;
      }
      String index = n == 1 ? "" : "^{(" + (i + 1) + ")}";
      List<PrintedNumber> x =
          scale == null
              ? calculation.vector(shown, j -> PrintedNumber.given(derivation.rows().value(i, j)))
              : scale.row(i, index);
      PrintedNumber y = PrintedNumber.given(derivation.rows().target(i));
      RowLatex latex =
          new RowLatex(
              lines,
              names,
              new RowLatex.Inputs(x, weights, bias, y, d),
              derivation.chain().rows().get(i));
      latex.write(index);
      rows.add(latex);
      PrintedNumber weight = PrintedNumber.given(derivation.rows().weight(i));
      rowWeights.add(weight);
      if (derivation.chain().newton() != null) {
        rowsOfHessian.add(new HessianLatex.Row(weight, latex.writeCurvature(index), x));
      }
    }
    if (n > SHOWN) {
      lines.add("&\\;\\vdots");
    }
  }

  private PrintedNumber meanLoss() {
    double data = derivation.chain().loss() - derivation.chain().penalty();
    PrintedNumber mean = mean(RowLatex::loss, data);
    writeMean(names.row(), names.row() + "^{(i)}", mean::text);
    return mean;
  }

  private List<PrintedNumber> meanByWeights() {
    List<PrintedNumber> means =
        calculation.vector(
            shown,
            j ->
                mean(
                    row -> row.byWeights().get(j),
                    derivation.chain().weightGradient()[j] - derivation.penaltyGradient(j)));
    String row = by(names.row(), names.weights(), "^{(i)}");
    writeMean(by(names.row(), names.weights(), ""), row, () -> Calculation.text(means, d));
    return means;
  }

  private PrintedNumber meanByBias() {
    PrintedNumber mean = mean(RowLatex::byLogit, derivation.chain().biasGradient());
    String row = by(names.row(), names.bias(), "^{(i)}");
    writeMean(by(names.row(), names.bias(), ""), row, mean::text);
    return mean;
  }

  /** The weighted mean over the rows; its value where not all of them are shown. */
  private PrintedNumber mean(Function<RowLatex, PrintedNumber> quantity, double value) {
    if (n == 1) {
      return quantity.apply(rows.getFirst());
    }
    if (n > SHOWN) {
      return PrintedNumber.given(value);
    }
    List<PrintedNumber> values = rows.stream().map(quantity).toList();
    return calculation.workedOut(
        Calculation.concat(values, rowWeights),
        read -> {
          BigDecimal total = Calculation.sum(rowWeights.stream().map(read).toList());
          List<BigDecimal> products =
              IntStream.range(0, values.size())
                  .mapToObj(i -> Calculation.product(read, rowWeights.get(i), values.get(i)))
                  .toList();
          return Decimals.over(Calculation.sum(products), total);
        });
  }

  private void writeMean(String left, String row, Supplier<String> value) {
    if (n == 1) {
      return;
    }
    lines.add(left, () -> LatexNames.mean(derivation.rows()) + row, value);
  }
}
