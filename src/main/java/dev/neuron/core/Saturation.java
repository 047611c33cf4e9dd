package dev.neuron.core;

/**
 * Since when the sigmoid of a neuron is saturated: where ŷ (1 − ŷ) has vanished, the gradient of
 * the squared error has too, whatever the error.
 */
final class Saturation {

  /** Rows that are looked at for each checkpoint, evenly spread: enough for a mean of this size. */
  private static final int SAMPLE = 32;

  private Saturation() {}

  /**
   * The first of the checkpoints after which the mean of ŷ (1 − ŷ) was below a bound, each time
   * that it is looked at until the end.
   *
   * @param rows raw
   * @param scale from that of the checkpoints to raw
   * @return its epoch; the last epoch if there is none
   */
  static int since(double bound, Dataset rows, Course course, Standardization scale) {
    int since = course.epochs();
    for (Course.Checkpoint checkpoint : course.checkpoints().reversed()) {
      double[] parameters = checkpoint.parameters().clone();
      scale.toRaw(parameters);
      if (!(meanDerivative(rows, parameters) < bound)) {
        break;
      }
      since = checkpoint.epoch();
    }
    return since;
  }

  /** Weighted, of a sample of the rows. */
  private static double meanDerivative(Dataset rows, double[] parameters) {
    int step = Math.max(1, rows.rows() / SAMPLE);
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < rows.rows(); i += step) {
      double h = Logit.of(parameters, rows.x(), i);
      sum += rows.weight(i) * Sigmoid.derivativeAt(h);
      weight += rows.weight(i);
    }
    return sum / weight;
  }
}
