package dev.neuron.core.data;

/** A prediction and a label for each of n rows, however else they are answered. */
public interface Predictions {

  /** n values in [0, 1]; not to be modified. */
  double[] predictions();

  /** n values, 0 or 1; not to be modified. */
  int[] labels();
}
