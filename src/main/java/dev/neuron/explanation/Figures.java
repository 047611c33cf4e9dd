package dev.neuron.explanation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The figures of a derivation in the order in which they are worked out from each other. */
final class Figures {

  /** A sum of which so little is left is 0: the rest is rounding. */
  private static final int ROUNDING = 36;

  private final List<Figure> all = new ArrayList<>();

  Figure workedOut(List<Figure> operands, Figure.Formula formula) {
    Figure figure = Figure.workedOut(operands, formula);
    all.add(figure);
    return figure;
  }

  /** A figure for each of the first values. */
  List<Figure> vector(int size, IntFunction<Figure> value) {
    return IntStream.range(0, size).mapToObj(value).toList();
  }

  /** Σ aⱼ bⱼ + c. */
  Figure sumOfProducts(List<Figure> a, List<Figure> b, Figure c) {
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
  Figure differenceOfProducts(Figure c, List<Figure> a, List<Figure> b) {
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
  Figure quotient(Figure a, Figure b) {
    return workedOut(List.of(a, b), value -> Decimals.over(value.apply(a), value.apply(b)));
  }

  /** (x − m) / s. */
  Figure scaled(Figure x, Figure m, Figure s) {
    return workedOut(
        List.of(x, m, s),
        value -> Decimals.over(Decimals.minus(value.apply(x), value.apply(m)), value.apply(s)));
  }

  /** W − α g. */
  Figure step(Figure from, Figure rate, Figure gradient) {
    Figure step =
        workedOut(
            List.of(from, rate, gradient),
            value -> sum(List.of(value.apply(from), product(value, rate, gradient).negate())));
    step.showChangeFrom(from);
    return step;
  }

  /** μ v − α g. */
  Figure velocity(Figure momentum, Figure old, Figure rate, Figure gradient) {
    return workedOut(
        List.of(momentum, old, rate, gradient),
        value ->
            sum(List.of(product(value, momentum, old), product(value, rate, gradient).negate())));
  }

  /** W + v. */
  Figure moved(Figure from, Figure velocity) {
    Figure moved =
        workedOut(
            List.of(from, velocity),
            value -> sum(List.of(value.apply(from), value.apply(velocity))));
    moved.showChangeFrom(from);
    return moved;
  }

  /** L + λ Σ W². */
  Figure penalised(Figure loss, Figure l2, List<Figure> weights) {
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
  Figure penalisedGradient(Figure gradient, Figure l2, Figure weight) {
    return workedOut(
        List.of(gradient, l2, weight),
        value ->
            sum(
                List.of(
                    value.apply(gradient),
                    Decimals.times(BigDecimal.TWO, product(value, l2, weight)))));
  }

  /** a · b · …. */
  Figure product(Figure... factors) {
    return workedOut(List.of(factors), value -> product(value, factors));
  }

  static BigDecimal product(Function<Figure, BigDecimal> value, Figure... factors) {
    BigDecimal product = BigDecimal.ONE;
    for (Figure factor : factors) {
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
  static List<Figure> concat(List<Figure>... lists) {
    List<Figure> all = new ArrayList<>();
    for (List<Figure> list : lists) {
      all.addAll(list);
    }
    return List.copyOf(all);
  }

  /** Gives each figure the digits that the equations after it need, the last equation first. */
  void settle() {
    boolean sharpened = true;
    while (sharpened) {
      sharpened = false;
      for (Figure figure : all.reversed()) {
        sharpened |= figure.sharpenOperands();
      }
    }
  }

  /** (a, b, …), which is shortened if there are more values than figures. */
  static String text(List<Figure> figures, int size) {
    String numbers = figures.stream().map(Figure::text).collect(Collectors.joining(", "));
    return "(" + numbers + (size > figures.size() ? ", \\dots)" : ")");
  }
}
