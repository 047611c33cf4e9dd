package dev.neuron.core;

import dev.neuron.core.InvalidInputException.Reason;

/**
 * Trains a neuron and predicts with it. Holds nothing between calls; safe for use by any number of
 * threads.
 */
public final class NeuronService {

  /**
   * Trains one neuron.
   *
   * @param listener is told of each epoch, on this thread
   * @throws InvalidInputException if dataset and hyperparameters do not fit each other, with
   *     pointers {@code dataset/…} and {@code hyperparameters/…}, or if the training diverges
   */
  public TrainingResult train(
      Dataset dataset, Hyperparameters hyperparameters, TrainingListener listener) {
    return new Training(dataset, hyperparameters).run(listener);
  }

  /**
   * ŷ = σ(xW + b) for each row.
   *
   * @param rows n × d
   * @return n predictions in [0, 1]
   * @throws InvalidInputException if d is another, or a logit overflows; pointers are relative to
   *     the rows
   */
  public double[] predict(NeuronParameters parameters, Matrix rows) {
    if (rows.columns() != parameters.features()) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          "",
          "The model takes %d features, these rows have %d."
              .formatted(parameters.features(), rows.columns()));
    }
    double[] flat = parameters.toArray();
    double[] predictions = new double[rows.rows()];
    for (int i = 0; i < predictions.length; i++) {
      double h = Logit.of(flat, rows, i);
      if (!Double.isFinite(h)) {
        throw new InvalidInputException(
            Reason.NUMBER_OUT_OF_RANGE, rows.pointer(i), "x·W + b overflows for this row.");
      }
      predictions[i] = Sigmoid.of(h);
    }
    return predictions;
  }
}
