package dev.neuron.table;

import org.jspecify.annotations.Nullable;

/**
 * The class of each of n rows.
 *
 * @param values 1 for the positive class and 0 for the other; not to be modified
 * @param classes what the classes are called; null if they have no names
 */
public record Labels(int[] values, @Nullable Classes classes) {

  /**
   * The labels of predictions: positive where the prediction is at least the threshold.
   *
   * @param predictions n values in [0, 1]
   * @param classes null if they have no names
   */
  public static Labels of(double[] predictions, double threshold, @Nullable Classes classes) {
    int[] values = new int[predictions.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = predictions[i] >= threshold ? 1 : 0;
    }
    return new Labels(values, classes);
  }

  /** True if the classes are called 0 and 1. */
  public boolean areZeroAndOne() {
    return classes == null || classes.areZeroAndOne();
  }

  /** What a class is called: a {@code Long}, {@code Double}, {@code Boolean} or {@code String}. */
  public Object name(int value) {
    return classes == null ? (Object) value : classes.label(value == 1).value();
  }
}
