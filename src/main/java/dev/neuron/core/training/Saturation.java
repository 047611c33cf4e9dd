package dev.neuron.core.training;

import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.RandomStream;
import dev.neuron.core.neuron.Logit;
import dev.neuron.core.neuron.Sigmoid;
import java.util.Arrays;
import java.util.stream.IntStream;

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
  static int since(double bound, Dataset rows, TrainingTrajectory course, Standardization scale) {
    int since = course.epochs();
    for (TrainingTrajectory.Checkpoint checkpoint : course.checkpoints().reversed()) {
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
    int[] sample = sample(rows);
    boolean all = sample.length == rows.rows();
    double sum = 0;
    double weight = 0;
    for (int i : sample) {
      double s = all ? rows.weight(i) : 1;
      if (s > 0) {
        sum += s * Sigmoid.derivativeAt(Logit.of(parameters, rows.x(), i));
        weight += s;
      }
    }
    return sum / weight;
  }

  /** All rows if they are few; else some, each as often as its weight has a share. */
  private static int[] sample(Dataset rows) {
    int step = rows.rows() / SAMPLE;
    if (step <= 1) {
      return RandomStream.naturalOrder(rows.rows());
    }
    double[] weights = rows.sampleWeights();
    if (weights != null && !Arrays.stream(weights).allMatch(weight -> weight == weights[0])) {
      return byWeight(rows);
    }
    return IntStream.iterate(0, i -> i < rows.rows(), i -> i + step).toArray();
  }

  /** The rows in which the running sum of the weights passes evenly spaced marks. */
  private static int[] byWeight(Dataset rows) {
    double total = BatchWeight.total(rows);
    int[] sample = new int[SAMPLE];
    double sum = 0;
    int last = 0;
    int taken = 0;
    for (int i = 0; i < rows.rows() && taken < SAMPLE; i++) {
      if (rows.weight(i) > 0) {
        last = i;
        sum += rows.weight(i);
        while (taken < SAMPLE && sum > (taken + 0.5) / SAMPLE * total) {
          sample[taken++] = i;
        }
      }
    }
    Arrays.fill(sample, taken, SAMPLE, last); // where the two sums have rounded differently
    return sample;
  }
}
