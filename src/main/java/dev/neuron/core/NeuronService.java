package dev.neuron.core;

import dev.neuron.core.chunk.ChunkedDataset;
import dev.neuron.core.chunk.ChunkedTraining;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.explanation.ChainRule;
import dev.neuron.core.explanation.SingleStep;
import dev.neuron.core.explanation.StepSettings;
import dev.neuron.core.math.LaneSums;
import dev.neuron.core.neuron.Logit;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.neuron.RowBlock;
import dev.neuron.core.neuron.Sigmoid;
import dev.neuron.core.training.DatasetTraining;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingListener;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.core.training.VectorWarmUp;
import java.util.Objects;

/**
 * Trains a neuron and predicts with it. Holds nothing between calls; safe for use by any number of
 * threads.
 */
public final class NeuronService {

  /**
   * Trains one neuron, without pauses.
   *
   * @throws InvalidInputException as {@link #begin} and {@link Training#run} do
   */
  public TrainingResult train(Dataset dataset, Hyperparameters hyperparameters) {
    return Objects.requireNonNull(begin(dataset, hyperparameters).run(TrainingListener.NONE));
  }

  /**
   * A training that has not run yet.
   *
   * @throws InvalidInputException if dataset and hyperparameters do not fit each other, with
   *     pointers {@code dataset/…} and {@code hyperparameters/…}
   */
  public Training begin(Dataset dataset, Hyperparameters hyperparameters) {
    return DatasetTraining.of(dataset, hyperparameters);
  }

  /**
   * A training that has not run yet, on rows that lie in chunks; with the same bits as on a dataset
   * with all rows.
   *
   * @throws InvalidInputException if dataset and hyperparameters do not fit each other, or the
   *     training would not be in full batches, with pointers {@code hyperparameters/…}
   */
  public Training begin(ChunkedDataset dataset, Hyperparameters hyperparameters) {
    return ChunkedTraining.of(dataset, hyperparameters);
  }

  /**
   * Refuses a start of another shape.
   *
   * @throws InvalidInputException with the pointer {@code initial/W}
   */
  public static void requireStart(Hyperparameters hyperparameters, int features) {
    Training.checkInitial(hyperparameters.initial(), features);
  }

  /**
   * Refuses hyperparameters that rows in chunks cannot be trained on with.
   *
   * @throws InvalidInputException with the name of the hyperparameter as its pointer
   */
  public static void requireFullBatches(Hyperparameters hyperparameters) {
    ChunkedTraining.requireFullBatches(hyperparameters);
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
      throw wrongFeatures(parameters, rows);
    }
    double[] flat = parameters.toArray();
    double[] predictions = new double[rows.rows()];
    RowBlock block = new RowBlock();
    Logit.Bound bound = Logit.Bound.of(flat);
    int d = rows.columns();
    for (int at = 0; at < predictions.length; at += LaneSums.LANES) {
      int count = block.take(null, at, predictions.length);
      block.logits(flat, rows);
      double size = bound.ofRows(rows.values(), at * d, (at + count) * d);
      for (int k = 0; k < count; k++) {
        double h = finite(block.h[k], rows, at + k);
        predictions[at + k] =
            Sigmoid.of(Logit.mayHaveCancelled(h, size) ? Logit.exact(h, flat, rows, at + k) : h);
      }
    }
    return predictions;
  }

  /**
   * The chain rule at these parameters, with every factor, and the step that a training of one
   * epoch with these settings takes.
   *
   * @param rows d features; rows of weight 0 do not count
   * @throws InvalidInputException if d is another, a setting is out of range or something
   *     overflows, with pointers {@code x/…} and the settings' names
   */
  public ChainRule explain(NeuronParameters parameters, Dataset rows, StepSettings settings) {
    if (rows.features() != parameters.features()) {
      throw wrongFeatures(parameters, rows.x()).within("x");
    }
    SingleStep step = new SingleStep(parameters, rows.withoutWeightlessFeatures(), settings);
    return ChainRule.of(step, settings);
  }

  private static InvalidInputException wrongFeatures(NeuronParameters parameters, Matrix rows) {
    return new InvalidInputException(
        Reason.WRONG_FEATURE_COUNT,
        "",
        "The model takes %d features, these rows have %d."
            .formatted(parameters.features(), rows.columns()));
  }

  private static double finite(double h, Matrix rows, int i) {
    if (!Double.isFinite(h)) {
      throw new InvalidInputException(
          Reason.NUMBER_OUT_OF_RANGE, rows.pointer(i), "x·W + b overflows for this row.");
    }
    return h;
  }

  /**
   * Lets the compiler see the kernels that use vectors, so that trainings may use them from then
   * on; until this has returned, they take the plain ones. The bits are the same. To be called
   * once, on a thread that can wait for about a second.
   *
   * @return whether there are vectors: the module {@code jdk.incubator.vector} is there, and they
   *     are faster on this processor
   */
  public boolean warmUp() {
    return VectorWarmUp.run();
  }
}
