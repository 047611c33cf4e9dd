package dev.neuron.core.training;

import dev.neuron.core.data.Count;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;

/**
 * A scale of the features for one step: x ↦ (x − mean) / deviation for each column.
 *
 * @param mean d finite values
 * @param deviation d finite values above 0; that of a constant column counts as 1
 */
public record FeatureScale(double[] mean, double[] deviation) {

  /**
   * @throws InvalidInputException with pointers {@code mean/…} and {@code deviation/…}
   */
  public FeatureScale {
    if (mean.length != deviation.length) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          "deviation",
          "The scale has %s and %s; give one of each for every feature."
              .formatted(Count.of(mean.length, "mean"), Count.of(deviation.length, "deviation")));
    }
    for (int j = 0; j < mean.length; j++) {
      require(Double.isFinite(mean[j]), "mean/" + j, "A mean must be a finite number.");
      require(
          deviation[j] > 0 && Double.isFinite(deviation[j]),
          "deviation/" + j,
          "A deviation must be above 0 and finite; that of a constant column counts as 1.");
    }
  }

  /** The scale that a training standardises to. */
  public static FeatureScale of(Standardization scale) {
    return new FeatureScale(scale.mean(), scale.deviation());
  }

  /** This scale as a standardisation, over the same arrays. */
  public Standardization toStandardization() {
    return new Standardization(mean, deviation);
  }

  private static void require(boolean valid, String pointer, String detail) {
    if (!valid) {
      throw new InvalidInputException(Reason.NUMBER_OUT_OF_RANGE, pointer, detail);
    }
  }
}
