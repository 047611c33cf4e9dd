package dev.neuron.table;

/** The predictions and labels of n rows, in a form that every response format can write. */
public interface Predictions {

  /** n values in [0, 1]; not to be modified. */
  double[] predictions();

  /** The class of each row. */
  Labels labels();
}
