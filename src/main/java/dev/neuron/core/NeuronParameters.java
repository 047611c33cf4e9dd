package dev.neuron.core;

import dev.neuron.core.InvalidInputException.Reason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a neuron has learned: d ≥ 1 finite weights W and a finite bias b. Immutable. */
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
   * The parameters of a request, both of which are needed.
   *
   * @throws InvalidInputException with the pointer of what is missing, or as the constructor does
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

  public double bias() {
    return bias;
  }

  /** d. */
  public int features() {
    return weights.length;
  }

  /** W and then b, as the kernels take them; a new array. */
  double[] toArray() {
    double[] flat = Arrays.copyOf(weights, weights.length + 1);
    flat[weights.length] = bias;
    return flat;
  }
}
