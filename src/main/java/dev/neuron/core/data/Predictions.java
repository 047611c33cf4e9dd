package dev.neuron.core.data;

/** The predictions and labels of n rows, in a form that every response format can write. */
public interface Predictions {

  /** n values in [0, 1]; not to be modified. */
  double[] predictions();

  /** n values, 0 or 1; not to be modified. */
  int[] labels();
}
