package dev.neuron.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The lines of a derivation, whose numbers get their digits once all lines are complete. */
final class LatexLines {

  private final Calculation calculation = new Calculation();
  private final List<Supplier<String>> lines = new ArrayList<>();

  Calculation calculation() {
    return calculation;
  }

  /** A line left = right = right …, whose numbers are printed once all lines are complete. */
  @SafeVarargs
  final void add(String left, Supplier<String>... right) {
    List<Supplier<String>> sides = new ArrayList<>();
    for (Supplier<String> side : right) {
      sides.add(side);
    }
    lines.add(
        () -> left + " &= " + sides.stream().map(Supplier::get).collect(Collectors.joining(" = ")));
  }

  void add(String text) {
    lines.add(() -> text);
  }

  /** All lines as one display formula. */
  String text() {
    calculation.settle();
    return lines.stream()
        .map(Supplier::get)
        .collect(Collectors.joining(" \\\\\n", "\\begin{aligned}\n", "\n\\end{aligned}"));
  }

  /** A derivative; W and b have no index, for they are the same for every row. */
  static String by(String of, String by, String index) {
    String denominator = by.startsWith("W") || by.startsWith("b") ? by : by + index;
    return "\\frac{d" + of + index + "}{d" + denominator + "}";
  }
}
