package dev.neuron.core.training;

import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.RandomStream;
import dev.neuron.core.neuron.Logit;
import dev.neuron.core.neuron.Sigmoid;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds since when the sigmoid of a neuron is saturated: where ŷ (1 − ŷ) has vanished, the gradient
 * of the squared error has too, whatever the error.
 */
final class Saturation {

  /** The rows that are examined for each checkpoint, evenly spread: enough for a rough mean. */
  private static final int SAMPLE = 32;

  private Saturation() {}

  /**
   * The first checkpoint from which on the mean of ŷ (1 − ŷ) was below a bound at every checkpoint.
   *
   * @param rows raw
   * @param scale the scale of the checkpoints
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

  /** The weighted mean over a sample of the rows. */
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

  /**
   * All rows if they are few; else a sample in which each row occurs in proportion to its weight.
   */
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
