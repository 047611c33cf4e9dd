package dev.neuron.core.neuron;

import dev.neuron.core.data.ColumnOrder;
import dev.neuron.core.data.Count;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a neuron: d ≥ 1 finite weights W and a finite bias b. Immutable. */
public final class NeuronParameters {

  private final double[] weights;
  private final double bias;

  /**
   * @param weights W, copied
   * @param bias b
   * @throws InvalidInputException with pointers {@code W}, {@code W/…} and {@code b}
   */
  public NeuronParameters(double[] weights, double bias) {
    if (weights.length == 0) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT, "W", "At least one weight is needed.");
    }
    for (int j = 0; j < weights.length; j++) {
      if (!Double.isFinite(weights[j])) {
        throw new InvalidInputException(
            Reason.NUMBER_OUT_OF_RANGE, "W/" + j, "A weight must be a finite number.");
      }
    }
    if (!Double.isFinite(bias)) {
      throw new InvalidInputException(
          Reason.NUMBER_OUT_OF_RANGE, "b", "The bias must be a finite number.");
    }
    this.weights = weights.clone();
    this.bias = bias;
  }

  /**
   * The parameters of a request, which must have both.
   *
   * @throws InvalidInputException with the pointer of the missing one, or as the constructor throws
   *     it
   */
  public static NeuronParameters given(double @Nullable [] weights, @Nullable Double bias) {
    if (weights == null) {
      throw InvalidInputException.missing("W");
    }
    if (bias == null) {
      throw InvalidInputException.missing("b");
    }
    return new NeuronParameters(weights, bias);
  }

  /** A copy of W. */
  public double[] weights() {
    return weights.clone();
  }

  /** Wⱼ. */
  public double weight(int j) {
    return weights[j];
  }

  /** b. */
  public double bias() {
    return bias;
  }

  /** d. */
  public int features() {
    return weights.length;
  }

  /**
   * Returns this neuron for columns in another order.
   *
   * @param names names of the features, d in the order of W
   * @param columns the same names in the desired order
   * @throws InvalidInputException that lists the names that differ if they are not the same set
   */
  public NeuronParameters withColumns(List<String> names, List<String> columns) {
    if (names.equals(columns)) {
      return this;
    }
    int[] places =
        ColumnOrder.of(
            columns,
            names,
            "The dataset must name exactly the %s of the model to start from."
                .formatted(Count.of(names.size(), "feature")));
    double[] ordered = new double[weights.length];
    for (int j = 0; j < ordered.length; j++) {
      ordered[places[j]] = weights[j];
    }
    return new NeuronParameters(ordered, bias);
  }

  /** W and then b, d + 1 values, as kernels expect them; a new array. */
  public double[] toArray() {
    double[] flat = Arrays.copyOf(weights, weights.length + 1);
    flat[weights.length] = bias;
    return flat;
  }
}
