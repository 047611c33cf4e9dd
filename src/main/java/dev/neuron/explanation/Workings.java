package dev.neuron.explanation;

import dev.neuron.core.explanation.ChainRule.Factors;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.Sigmoid;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values that each quantity up to the gradient can have when it is calculated from those before
 * it, correctly or with slips: from the numbers that were written or, where none was, from the true
 * ones. The methods return every possible value; {@link #take} adds what was written.
 *
 * <p>With several rows, no quantities of single rows are written: their true gradients are used.
 */
final class Workings {

  static final Set<Slip> NONE = Set.of();

  /** The number of features above which one of them would fit any number. */
  private static final int MAX_INPUTS_FOR_BIAS = 10;

  /** The slips that change the gradient. */
  private static final Set<Slip> OF_GRADIENT =
      EnumSet.of(
          Slip.SIGN_LOST,
          Slip.TWO_LOST,
          Slip.DERIVATIVE_LEFT_OUT,
          Slip.DERIVATIVE_AT_YHAT,
          Slip.YHAT_FOR_DERIVATIVE,
          Slip.COMPLEMENT_FOR_DERIVATIVE,
          Slip.WEIGHT_FOR_INPUT,
          Slip.X_LEFT_OUT,
          Slip.INPUT_FOR_BIAS,
          Slip.PENALTY_LEFT_OUT,
          Slip.SUM_INSTEAD_OF_MEAN);

  private static final Set<Slip> OF_DERIVATIVE =
      EnumSet.of(
          Slip.DERIVATIVE_LEFT_OUT,
          Slip.DERIVATIVE_AT_YHAT,
          Slip.YHAT_FOR_DERIVATIVE,
          Slip.COMPLEMENT_FOR_DERIVATIVE);

  private final Derivation derivation;
  private final Precision precision;
  private final Map<String, List<Range>> taken = new HashMap<>();

  Workings(Derivation derivation, Precision precision) {
    this.derivation = derivation;
    this.precision = precision;
  }

  /** Continues from these values of a quantity. */
  void take(String field, List<Range> values) {
    taken.put(field, values);
  }

  List<Range> taken(String field) {
    return taken.getOrDefault(field, List.of());
  }

  Precision precision() {
    return precision;
  }

  /** h of the only row. */
  List<Range> logit(Set<Slip> slips) {
    double h = derivation.only().h();
    return slips.contains(Slip.BIAS_LEFT_OUT)
        ? points(h - derivation.neuron().bias())
        : takenOr("h", points(h));
  }

  /** ŷ of the only row. */
  List<Range> prediction(Set<Slip> slips) {
    if (slips.contains(Slip.SIGMOID_LEFT_OUT)) {
      return logit(slips);
    }
    double sign = slips.contains(Slip.SIGN_LOST) ? -1 : 1;
    Stream<Range> worked = logit(slips).stream().map(h -> h.times(sign).map(Sigmoid::of));
    return slips.isEmpty()
        ? takenOr("yHat", and(points(derivation.only().yHat()), worked))
        : worked.toList();
  }

  /** L, or the mean of several rows. */
  List<Range> loss(Set<Slip> slips) {
    List<Range> values = new ArrayList<>();
    if (slips.isEmpty()) {
      values.addAll(points(derivation.chain().loss()));
    } else {
      values.addAll(meanLoss(slips));
    }
    if (derivation.isOfOneRow()) {
      RowLoss loss = new RowLoss(derivation.loss(), derivation.rows().target(0));
      Range penalty = Range.of(penalty(slips));
      for (Range yHat : prediction(NONE)) {
        loss.values(yHat, slips).forEach(value -> values.add(value.plus(penalty)));
      }
    }
    List<Range> worked = mapped(values.stream());
    return slips.isEmpty() ? takenOr("loss", worked) : worked;
  }

  private double penalty(Set<Slip> slips) {
    return slips.contains(Slip.PENALTY_LEFT_OUT) ? 0 : derivation.chain().penalty();
  }

  /** The values that the rows' true losses can lead to with slips, as a mean or a sum. */
  private List<Range> meanLoss(Set<Slip> slips) {
    double[] sums = new double[0];
    for (int i = 0; i < derivation.rows().rows(); i++) {
      RowLoss loss = new RowLoss(derivation.loss(), derivation.rows().target(i));
      List<Range> values = loss.values(derivation.chain().rows().get(i), slips);
      sums = sums.length == 0 ? new double[values.size()] : sums;
      for (int k = 0; k < sums.length; k++) {
        sums[k] += derivation.rows().weight(i) * values.get(k).low();
      }
    }
    List<Range> means = new ArrayList<>();
    for (double sum : sums) {
      means.add(Range.of(meanOrSum(sum, slips) + penalty(slips)));
    }
    return means;
  }

  private double meanOrSum(double sum, Set<Slip> slips) {
    return slips.contains(Slip.SUM_INSTEAD_OF_MEAN) ? sum : sum / derivation.totalWeight();
  }

  /** dL/dŷ of the only row. */
  List<Range> lossByPrediction(Set<Slip> slips) {
    LossFunction loss = derivation.loss();
    double y = derivation.rows().target(0);
    Stream<Range> worked =
        prediction(NONE).stream().map(p -> p.map(yHat -> loss.derivativeByPrediction(y, yHat)));
    List<Range> values =
        takenOr("dLoss_dyHat", and(points(derivation.only().lossByPrediction()), worked));
    return scaled(values, slips);
  }

  /** The values of a product with each slip that keeps it a product. */
  private List<Range> scaled(List<Range> values, Set<Slip> slips) {
    double factor = factor(slips);
    return factor == 1 ? values : values.stream().map(value -> value.times(factor)).toList();
  }

  private double factor(Set<Slip> slips) {
    boolean half = derivation.loss() == LossFunction.MSE && slips.contains(Slip.TWO_LOST);
    return (slips.contains(Slip.SIGN_LOST) ? -1 : 1) * (half ? 0.5 : 1);
  }

  /** dŷ/dh of the only row. */
  List<Range> predictionByLogit(Set<Slip> slips) {
    if (slips.contains(Slip.DERIVATIVE_LEFT_OUT)) {
      return points(1.0);
    }
    if (slips.contains(Slip.DERIVATIVE_AT_YHAT)) {
      return mapped(prediction(NONE).stream().map(p -> p.map(Workings::derivativeAt)));
    }
    if (slips.contains(Slip.YHAT_FOR_DERIVATIVE)) {
      return prediction(NONE);
    }
    Factors only = derivation.only();
    if (slips.contains(Slip.COMPLEMENT_FOR_DERIVATIVE)) {
      return and(
          points(only.complement()), prediction(NONE).stream().map(p -> p.map(yHat -> 1 - yHat)));
    }
    Stream<Range> worked = prediction(NONE).stream().map(p -> p.map(Sigmoid::derivative));
    return takenOr("dyHat_dh", and(points(only.predictionByLogit()), worked));
  }

  private static double derivativeAt(double h) {
    return Sigmoid.derivative(Sigmoid.of(h));
  }

  /** dL/dh of the only row: the product, or for cross-entropy also ŷ − y. */
  List<Range> lossByLogit(Set<Slip> slips) {
    boolean slipped = slips.stream().anyMatch(OF_DERIVATIVE::contains);
    List<Range> derivatives = predictionByLogit(slips);
    Stream<Range> products =
        lossByPrediction(NONE).stream().flatMap(a -> derivatives.stream().map(a::times));
    if (slipped) {
      return scaled(mapped(products), slips);
    }
    double y = derivation.rows().target(0);
    Stream<Range> differences =
        derivation.loss() == LossFunction.CROSS_ENTROPY
            ? prediction(NONE).stream().map(yHat -> yHat.plus(Range.of(-y)))
            : Stream.of();
    Stream<Range> worked = Stream.concat(products, differences);
    List<Range> values = takenOr("dLoss_dh", and(points(derivation.only().lossByLogit()), worked));
    return scaled(values, slips);
  }

  /** The values of dL/dh that later quantities use: rounded where it was not written. */
  private List<Range> lossByLogitOnTheWay(Set<Slip> slips) {
    List<Range> values = lossByLogit(slips);
    return taken.containsKey("dLoss_dh")
        ? values
        : mapped(Stream.concat(values.stream(), values.stream().map(precision::rounded)));
  }

  /** True if one of these slips changes the gradient. */
  static boolean changeGradient(Set<Slip> slips) {
    return slips.stream().anyMatch(OF_GRADIENT::contains);
  }

  /**
   * dL/dW or dL/db.
   *
   * @param j the feature; their number for b
   */
  List<Range> gradient(int j, Set<Slip> slips) {
    boolean slipped = changeGradient(slips);
    String field = field(j);
    if (!slipped && taken.containsKey(field)) {
      return taken(field);
    }
    List<Range> truth = points(truth(j));
    if (!derivation.isOfOneRow()) {
      return slipped ? meanGradient(j, slips) : truth;
    }
    double penalty = penaltyGradient(j, slips);
    Stream<Range> products =
        lossByLogitOnTheWay(slips).stream()
            .flatMap(a -> inputs(j, slips).stream().map(a::times))
            .map(product -> product.plus(Range.of(penalty)));
    return slipped ? mapped(products) : and(truth, products);
  }

  private double truth(int j) {
    return j < derivation.rows().features()
        ? derivation.chain().weightGradient()[j]
        : derivation.chain().biasGradient();
  }

  private String field(int j) {
    return j < derivation.rows().features() ? "dLoss_dW/" + j : "dLoss_db";
  }

  private double penaltyGradient(int j, Set<Slip> slips) {
    return slips.contains(Slip.PENALTY_LEFT_OUT) ? 0 : derivation.penaltyGradient(j);
  }

  /** The factor of dL/dh. */
  private List<Range> inputs(int j, Set<Slip> slips) {
    int d = derivation.rows().features();
    if (j == d) {
      return slips.contains(Slip.INPUT_FOR_BIAS) && d <= MAX_INPUTS_FOR_BIAS
          ? points(derivation.row(0))
          : takenOr("dh_db", points(1.0));
    }
    if (slips.contains(Slip.X_LEFT_OUT)) {
      return points(1.0);
    }
    return slips.contains(Slip.WEIGHT_FOR_INPUT)
        ? points(derivation.parameter(j))
        : takenOr("dh_dW/" + j, points(derivation.rows().value(0, j)));
  }

  private List<Range> meanGradient(int j, Set<Slip> slips) {
    int d = derivation.rows().features();
    List<Range> means = new ArrayList<>();
    boolean byInput = j == d && slips.contains(Slip.INPUT_FOR_BIAS) && d <= MAX_INPUTS_FOR_BIAS;
    for (int k = byInput ? 0 : j; k < (byInput ? d : j + 1); k++) {
      double sum = 0;
      for (int i = 0; i < derivation.rows().rows(); i++) {
        double product = lossByLogit(i, slips) * input(i, k, slips);
        sum += derivation.rows().weight(i) * product;
      }
      means.add(Range.of(factor(slips) * meanOrSum(sum, slips) + penaltyGradient(j, slips)));
    }
    return means;
  }

  private double input(int i, int j, Set<Slip> slips) {
    if (j == derivation.rows().features() || slips.contains(Slip.X_LEFT_OUT)) {
      return 1;
    }
    return slips.contains(Slip.WEIGHT_FOR_INPUT)
        ? derivation.parameter(j)
        : derivation.rows().value(i, j);
  }

  /** dL/dh of a row with the slips in its derivative. */
  private double lossByLogit(int i, Set<Slip> slips) {
    Factors row = derivation.chain().rows().get(i);
    if (slips.contains(Slip.DERIVATIVE_LEFT_OUT)) {
      return row.lossByPrediction();
    }
    if (slips.contains(Slip.DERIVATIVE_AT_YHAT)) {
      return row.lossByPrediction() * derivativeAt(row.yHat());
    }
    if (slips.contains(Slip.YHAT_FOR_DERIVATIVE)) {
      return row.lossByPrediction() * row.yHat();
    }
    return slips.contains(Slip.COMPLEMENT_FOR_DERIVATIVE)
        ? row.lossByPrediction() * row.complement()
        : row.lossByLogit();
  }

  List<Range> takenOr(String field, List<Range> worked) {
    List<Range> values = taken.get(field);
    return values == null ? worked : values;
  }

  static List<Range> points(@Nullable Double value) {
    return value == null ? List.of() : List.of(Range.of(value));
  }

  private static List<Range> points(double[] values) {
    List<Range> points = new ArrayList<>();
    for (double value : values) {
      points.add(Range.of(value));
    }
    return points;
  }

  private static List<Range> and(List<Range> first, Stream<Range> others) {
    return mapped(Stream.concat(first.stream(), others));
  }

  /** The values that are numbers, each once. */
  static List<Range> mapped(Stream<Range> values) {
    return values.filter(Range::isFinite).distinct().toList();
  }
}
