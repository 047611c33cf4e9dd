package dev.neuron.explanation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The numbers of a derivation, in the order in which they are calculated from each other. */
final class Calculation {

  /** The digits that must cancel for a sum to count as 0: the rest is rounding. */
  private static final int ROUNDING = 36;

  private final List<PrintedNumber> all = new ArrayList<>();

  PrintedNumber workedOut(List<PrintedNumber> operands, PrintedNumber.Formula formula) {
    PrintedNumber number = PrintedNumber.workedOut(operands, formula);
    all.add(number);
    return number;
  }

  /** A number for each of the first values. */
  List<PrintedNumber> vector(int size, IntFunction<PrintedNumber> value) {
    return IntStream.range(0, size).mapToObj(value).toList();
  }

  /** Σ aⱼ bⱼ + c. */
  PrintedNumber sumOfProducts(List<PrintedNumber> a, List<PrintedNumber> b, PrintedNumber c) {
    return workedOut(
        concat(a, b, List.of(c)),
        value ->
            sum(
                Stream.concat(
                        IntStream.range(0, a.size())
                            .mapToObj(j -> product(value, a.get(j), b.get(j))),
                        Stream.of(value.apply(c)))
                    .toList()));
  }

  /** c − Σ aⱼ bⱼ. */
  PrintedNumber differenceOfProducts(
      PrintedNumber c, List<PrintedNumber> a, List<PrintedNumber> b) {
    return workedOut(
        concat(List.of(c), a, b),
        value ->
            sum(
                Stream.concat(
                        Stream.of(value.apply(c)),
                        IntStream.range(0, a.size())
                            .mapToObj(j -> product(value, a.get(j), b.get(j)).negate()))
                    .toList()));
  }

  /** a / b. */
  PrintedNumber quotient(PrintedNumber a, PrintedNumber b) {
    return workedOut(List.of(a, b), value -> Decimals.over(value.apply(a), value.apply(b)));
  }

  /** (x − m) / s. */
  PrintedNumber scaled(PrintedNumber x, PrintedNumber m, PrintedNumber s) {
    return workedOut(
        List.of(x, m, s),
        value -> Decimals.over(Decimals.minus(value.apply(x), value.apply(m)), value.apply(s)));
  }

  /** W − α g. */
  PrintedNumber step(PrintedNumber from, PrintedNumber rate, PrintedNumber gradient) {
    PrintedNumber step =
        workedOut(
            List.of(from, rate, gradient),
            value -> sum(List.of(value.apply(from), product(value, rate, gradient).negate())));
    step.showChangeFrom(from);
    return step;
  }

  /** μ v − α g. */
  PrintedNumber velocity(
      PrintedNumber momentum, PrintedNumber old, PrintedNumber rate, PrintedNumber gradient) {
    return workedOut(
        List.of(momentum, old, rate, gradient),
        value ->
            sum(List.of(product(value, momentum, old), product(value, rate, gradient).negate())));
  }

  /** W + v. */
  PrintedNumber moved(PrintedNumber from, PrintedNumber velocity) {
    PrintedNumber moved =
        workedOut(
            List.of(from, velocity),
            value -> sum(List.of(value.apply(from), value.apply(velocity))));
    moved.showChangeFrom(from);
    return moved;
  }

  /** L + λ Σ W². */
  PrintedNumber penalised(PrintedNumber loss, PrintedNumber l2, List<PrintedNumber> weights) {
    return workedOut(
        concat(List.of(loss, l2), weights),
        value ->
            sum(
                Stream.concat(
                        Stream.of(value.apply(loss)),
                        weights.stream().map(weight -> product(value, l2, weight, weight)))
                    .toList()));
  }

  /** dL/dW + 2 λ W. */
  PrintedNumber penalisedGradient(PrintedNumber gradient, PrintedNumber l2, PrintedNumber weight) {
    return workedOut(
        List.of(gradient, l2, weight),
        value ->
            sum(
                List.of(
                    value.apply(gradient),
                    Decimals.times(BigDecimal.TWO, product(value, l2, weight)))));
  }

  /** a · b · …. */
  PrintedNumber product(PrintedNumber... factors) {
    return workedOut(List.of(factors), value -> product(value, factors));
  }

  static BigDecimal product(Function<PrintedNumber, BigDecimal> value, PrintedNumber... factors) {
    BigDecimal product = BigDecimal.ONE;
    for (PrintedNumber factor : factors) {
      product = Decimals.times(product, value.apply(factor));
    }
    return product;
  }

  /** The sum, which is 0 where nothing but rounding is left of its terms. */
  static BigDecimal sum(List<BigDecimal> terms) {
    BigDecimal sum = terms.stream().reduce(BigDecimal.ZERO, Decimals::plus);
    BigDecimal largest =
        terms.stream().map(BigDecimal::abs).reduce(BigDecimal.ZERO, BigDecimal::max);
    return sum.abs().compareTo(largest.scaleByPowerOfTen(-ROUNDING)) < 0 ? BigDecimal.ZERO : sum;
  }

  @SafeVarargs
  static List<PrintedNumber> concat(List<PrintedNumber>... lists) {
    List<PrintedNumber> all = new ArrayList<>();
    for (List<PrintedNumber> list : lists) {
      all.addAll(list);
    }
    return List.copyOf(all);
  }

  /** Adds to each number the digits that later equations need, beginning with the last equation. */
  void settle() {
    boolean sharpened = true;
    while (sharpened) {
      sharpened = false;
      for (PrintedNumber number : all.reversed()) {
        sharpened |= number.sharpenOperands();
      }
    }
  }

  /** (a, b, …), which is shortened if there are more values than numbers. */
  static String text(List<PrintedNumber> numbers, int size) {
    String texts = numbers.stream().map(PrintedNumber::text).collect(Collectors.joining(", "));
    return "(" + texts + (size > numbers.size() ? ", \\dots)" : ")");
  }
}
