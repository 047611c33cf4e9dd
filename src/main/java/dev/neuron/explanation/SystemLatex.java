package dev.neuron.explanation;

import static dev.neuron.explanation.LatexLines.by;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The lines of the system H Δ = −g and of its solution, by Cramer's rule for one feature. */
final class SystemLatex {

  private final LatexLines lines;
  private final LatexNames names;
  private final List<List<PrintedNumber>> hessian;
  private final List<PrintedNumber> gradient;
  private final @Nullable PrintedNumber determinant;
  private final int d;

  /**
   * Adds the lines of the system.
   *
   * @param hessian (d + 1) × (d + 1)
   * @param gradient d + 1 values
   */
  SystemLatex(
      LatexLines lines,
      LatexNames names,
      List<List<PrintedNumber>> hessian,
      List<PrintedNumber> gradient) {
    this.lines = lines;
    this.names = names;
    this.hessian = hessian;
    this.gradient = gradient;
    d = gradient.size() - 1;
    lines.add(
        "H " + changes(),
        () -> matrix() + " " + changes(),
        () -> "-" + column(j -> by(names.total(), names.parameter(j, d), "")),
        () -> "-" + column(j -> gradient.get(j).text()));
    determinant = d == 1 ? writeDeterminant() : null;
  }

  private PrintedNumber writeDeterminant() {
    PrintedNumber first = hessian.getFirst().getFirst();
    PrintedNumber mixed = hessian.getFirst().getLast();
    PrintedNumber last = hessian.getLast().getLast();
    PrintedNumber result =
        lines
            .calculation()
            .workedOut(
                List.of(first, mixed, last),
                value -> difference(value, List.of(first, last), List.of(mixed, mixed)));
    lines.add(
        "\\det H",
        () ->
            "H_{%1$s %1$s} H_{%2$s %2$s} - H_{%1$s %2$s}^2"
                .formatted(names.weights(), names.bias()),
        () -> first.operand() + " \\cdot " + last.operand() + " - " + mixed.factor() + "^2",
        result::text);
    return result;
  }

  /** The difference of two products. */
  private static BigDecimal difference(
      Function<PrintedNumber, BigDecimal> value, List<PrintedNumber> a, List<PrintedNumber> b) {
    return Calculation.sum(
        List.of(
            Calculation.product(value, a.toArray(PrintedNumber[]::new)),
            Calculation.product(value, b.toArray(PrintedNumber[]::new)).negate()));
  }

  /**
   * Adds the lines of the solution.
   *
   * @return ΔW and then Δb
   */
  List<PrintedNumber> solve() {
    if (determinant != null) {
      return List.of(cramer(0, determinant), cramer(1, determinant));
    }
    List<PrintedNumber> operands = new ArrayList<>(gradient);
    hessian.forEach(operands::addAll);
    List<PrintedNumber> each = operands.stream().distinct().toList();
    List<PrintedNumber> solution =
        lines
            .calculation()
            .vector(
                d + 1,
                j ->
                    lines
                        .calculation()
                        .workedOut(
                            each, value -> LinearSystem.of(hessian, gradient, value).solution(j)));
    lines.add(changes(), () -> column(j -> solution.get(j).text()));
    return solution;
  }

  /** ΔW or Δb of one feature. */
  private PrintedNumber cramer(int unknown, PrintedNumber determinant) {
    int other = 1 - unknown;
    PrintedNumber mixed = hessian.getFirst().getLast();
    PrintedNumber opposite = hessian.get(other).get(other);
    PrintedNumber own = gradient.get(unknown);
    PrintedNumber its = gradient.get(other);
    PrintedNumber change =
        lines
            .calculation()
            .workedOut(
                List.of(mixed, opposite, own, its, determinant),
                value ->
                    determinant.isZero()
                        ? LinearSystem.NONE
                        : Decimals.over(
                            difference(value, List.of(its, mixed), List.of(own, opposite)),
                            value.apply(determinant)));
    String name = names.parameter(unknown, d);
    String otherName = names.parameter(other, d);
    lines.add(
        "\\Delta " + name,
        () ->
            "\\frac{%s H_{%s %s} - %s H_{%6$s %6$s}}{\\det H}"
                .formatted(
                    by(names.total(), otherName, ""),
                    names.weights(),
                    names.bias(),
                    by(names.total(), name, ""),
                    name,
                    otherName),
        () ->
            "\\frac{%s \\cdot %s - %s \\cdot %s}{%s}"
                .formatted(
                    its.operand(),
                    mixed.operand(),
                    own.operand(),
                    opposite.operand(),
                    determinant.text()),
        change::text);
    return change;
  }

  private String matrix() {
    return hessian.stream()
        .map(row -> row.stream().map(PrintedNumber::text).collect(Collectors.joining(" & ")))
        .collect(Collectors.joining(" \\\\ ", "\\begin{pmatrix} ", " \\end{pmatrix}"));
  }

  /** ΔW and Δb as a column. */
  private String changes() {
    return column(j -> "\\Delta " + names.parameter(j, d));
  }

  private String column(IntFunction<String> value) {
    return IntStream.rangeClosed(0, d)
        .mapToObj(value)
        .collect(Collectors.joining(" \\\\ ", "\\begin{pmatrix} ", " \\end{pmatrix}"));
  }
}
