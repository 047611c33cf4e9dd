package dev.neuron.table;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Quoted;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The weights of the two classes, with which the weights of their rows are multiplied.
 *
 * @param byLabel a weight for each class by its label; null to give both classes the same total
 */
public record ClassWeights(@Nullable Map<String, Double> byLabel) {

  /** Weights that give both classes the same total. */
  public static final ClassWeights BALANCED = new ClassWeights(null);

  /** The name of {@link #BALANCED} in requests. */
  public static final String BALANCED_NAME = "balanced";

  /**
   * Returns the weights of the negative and of the positive class.
   *
   * @param totals the weight of all rows in each class
   * @param place of these weights in the request
   * @throws InvalidInputException if there are no two classes, or a label is not theirs
   */
  double[] of(@Nullable Classes classes, double[] totals, ErrorLocation place) {
    if (classes == null) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          place,
          "classWeights needs a target of two classes; this one has other numbers than 0 and 1.");
    }
    return byLabel == null ? balanced(totals, place) : given(classes, place);
  }

  /** Each class gets half of the total: Σ s / (2 Σ s of the class). */
  private static double[] balanced(double[] totals, ErrorLocation place) {
    if (totals[0] == 0 || totals[1] == 0) {
      throw new InvalidInputException(
          Reason.SINGLE_CLASS, place, "Classes can be balanced only if there are rows of both.");
    }
    double total = totals[0] + totals[1];
    return new double[] {total / (2 * totals[0]), total / (2 * totals[1])};
  }

  private double[] given(Classes classes, ErrorLocation place) {
    double[] found = {1, 1};
    Objects.requireNonNull(byLabel)
        .forEach(
            (label, weight) -> {
              boolean isPositive = classes.positive().isMeantBy(label);
              if (!isPositive && !classes.negative().isMeantBy(label)) {
                throw new InvalidInputException(
                    Reason.UNKNOWN_CLASS,
                    place,
                    "There is no class %s; the classes are %s and %s."
                        .formatted(
                            Quoted.of(label),
                            Quoted.of(classes.negative().text()),
                            Quoted.of(classes.positive().text())));
              }
              found[isPositive ? 1 : 0] = weight;
            });
    return found;
  }
}
