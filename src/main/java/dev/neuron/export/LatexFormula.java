package dev.neuron.export;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** The neuron as a LaTeX formula, with all digits of every number. */
final class LatexFormula {

  /** Numbers with more characters than this are written with a power of ten. */
  private static final int LONGEST = 24;

  private LatexFormula() {}

  static String of(ExportedNeuron neuron) {
    StringBuilder h = new StringBuilder(number(neuron.parameters().bias()));
    for (int j = 0; j < neuron.features(); j++) {
      double weight = neuron.parameters().weight(j);
      h.append(" \\\\\n  &\\quad {} ")
          .append(weight < 0 ? '-' : '+')
          .append(' ')
          .append(number(Math.abs(weight)))
          .append(" \\cdot ")
          .append(feature(neuron, j));
    }
    return """
        %% \\usepackage{amsmath}
        \\[
        \\begin{aligned}
        \\hat{y} &= \\sigma(h) = \\frac{1}{1 + e^{-h}} \\\\
        h &= %s
        \\end{aligned}
        \\]
        """
        .formatted(h);
  }

  private static String number(double value) {
    String plain =
        new BigDecimal(ExportedNeuron.literal(value)).stripTrailingZeros().toPlainString();
    if (plain.length() <= LONGEST) {
      return plain;
    }
    String[] parts = ExportedNeuron.literal(value).split("E", 2);
    return parts[0] + " \\cdot 10^{" + parts[1] + "}";
  }

  private static String feature(ExportedNeuron neuron, int j) {
    List<String> names = neuron.featureNames();
    return names == null ? "x_{%d}".formatted(j + 1) : "\\text{" + escaped(names.get(j)) + "}";
  }

  private static String escaped(String name) {
    return name.codePoints()
        .mapToObj(
            point ->
                switch (point) {
                  case '\\' -> "\\textbackslash{}";
                  case '~' -> "\\textasciitilde{}";
                  case '^' -> "\\textasciicircum{}";
                  case '{', '}', '$', '&', '#', '_', '%' -> "\\" + (char) point;
                  default -> Literals.isHidden(point) ? " " : Character.toString(point);
                })
        .collect(Collectors.joining());
  }
}
