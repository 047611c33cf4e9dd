package dev.neuron.explanation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The lines of the Hessian's values, each a mean over the rows. */
final class HessianLatex {

  private final LatexLines lines;
  private final LatexNames names;
  private final Derivation derivation;
  private final List<Row> rows;
  private final boolean areAll;
  private final PrintedNumber l2;
  private final int d;
  private final int n;

  /**
   * The numbers of a row that the Hessian is calculated from.
   *
   * @param weight s
   * @param curvature c
   * @param x all features
   */
  record Row(PrintedNumber weight, PrintedNumber curvature, List<PrintedNumber> x) {}

  /**
   * @param rows those of weight above 0
   * @param areAll whether there are no others
   */
  HessianLatex(
      LatexLines lines, LatexNames names, Derivation derivation, List<Row> rows, boolean areAll) {
    this.lines = lines;
    this.names = names;
    this.derivation = derivation;
    this.rows = rows;
    this.areAll = areAll;
    l2 = PrintedNumber.given(derivation.settings().l2());
    d = derivation.rows().features();
    n = derivation.rows().rows();
  }

  /**
   * Adds the lines.
   *
   * @param hessian the values, of which only those of many rows are used
   * @return (d + 1) × (d + 1) numbers, W first and b last
   */
  List<List<PrintedNumber>> write(double[][] hessian) {
    PrintedNumber[][] values = new PrintedNumber[d + 1][d + 1];
    for (int j = 0; j <= d; j++) {
      for (int k = j; k <= d; k++) {
        values[j][k] = areAll ? workedOut(j, k) : PrintedNumber.given(hessian[j][k]);
        values[k][j] = values[j][k];
        writeValue(j, k, values[j][k]);
      }
    }
    return Stream.of(values).map(List::of).toList();
  }

  private PrintedNumber workedOut(int j, int k) {
    boolean isPenalised = j == k && j < d && !l2.isZero();
    List<PrintedNumber> operands = new ArrayList<>(isPenalised ? List.of(l2) : List.of());
    for (Row row : rows) {
      operands.addAll(factors(row, j, k));
      operands.add(row.weight());
    }
    return lines
        .calculation()
        .workedOut(
            operands.stream().distinct().toList(),
            read ->
                isPenalised
                    ? Decimals.plus(
                        mean(j, k, read), Decimals.times(BigDecimal.TWO, read.apply(l2)))
                    : mean(j, k, read));
  }

  private BigDecimal mean(int j, int k, Function<PrintedNumber, BigDecimal> read) {
    List<BigDecimal> terms = new ArrayList<>();
    BigDecimal total = BigDecimal.ZERO;
    for (Row row : rows) {
      PrintedNumber[] factors = factors(row, j, k).toArray(PrintedNumber[]::new);
      BigDecimal product = Calculation.product(read, factors);
      terms.add(Decimals.times(read.apply(row.weight()), product));
      total = Decimals.plus(total, read.apply(row.weight()));
    }
    return Decimals.over(Calculation.sum(terms), total);
  }

  /** The factors of a row's term: its curvature, and what h changes with by the two parameters. */
  private List<PrintedNumber> factors(Row row, int j, int k) {
    List<PrintedNumber> factors = new ArrayList<>(List.of(row.curvature()));
    IntStream.of(j, k).filter(p -> p < d).forEach(p -> factors.add(row.x().get(p)));
    return factors;
  }

  private void writeValue(int j, int k, PrintedNumber value) {
    String left = "H_{" + names.parameter(j, d) + " " + names.parameter(k, d) + "}";
    boolean isPenalised = j == k && j < d && !l2.isZero();
    Supplier<String> symbols = () -> symbols(j, k) + (isPenalised ? " + 2 \\lambda" : "");
    if (!areAll || (n == 1 && j == d)) {
      lines.add(left, symbols, value::text);
      return;
    }
    lines.add(
        left,
        symbols,
        () -> numbers(j, k) + (isPenalised ? " + 2 \\cdot " + l2.text() : ""),
        value::text);
  }

  private String symbols(int j, int k) {
    String index = n == 1 ? "" : "^{(i)}";
    String mean = n == 1 ? "" : LatexNames.mean(derivation.rows());
    String x = j < d ? " " + names.feature(j, d) + index : "";
    if (j == k && j < d) {
      String square = n == 1 ? x : " (" + x.strip() + ")";
      return mean + "c" + index + square + "^2";
    }
    return mean + "c" + index + x + (k < d ? " " + names.feature(k, d) + index : "");
  }

  private String numbers(int j, int k) {
    String sum = rows.stream().map(row -> term(row, j, k)).collect(Collectors.joining(" + "));
    if (n == 1) {
      return sum;
    }
    String total =
        derivation.rows().isWeighted()
            ? rows.stream().map(row -> row.weight().text()).collect(Collectors.joining(" + "))
            : String.valueOf(n);
    return "\\frac{" + sum + "}{" + total + "}";
  }

  private String term(Row row, int j, int k) {
    List<String> factors = new ArrayList<>();
    if (n > 1 && derivation.rows().isWeighted()) {
      factors.add(row.weight().operand());
    }
    factors.add(row.curvature().operand());
    if (j == k && j < d) {
      factors.add(row.x().get(j).factor() + "^2");
    } else {
      IntStream.of(j, k).filter(p -> p < d).forEach(p -> factors.add(row.x().get(p).operand()));
    }
    return String.join(" \\cdot ", factors);
  }
}
