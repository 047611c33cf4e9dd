package dev.neuron.core;

import dev.neuron.core.chunk.ChunkedDataset;
import dev.neuron.core.chunk.ChunkedTraining;
import dev.neuron.core.data.Count;
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
import org.jspecify.annotations.Nullable;

/**
 * Trains a neuron, predicts with it and explains how it learns. Stateless: what a training has
 * reached is in its {@link Training}. Safe for use by any number of threads.
 */
public final class NeuronService {

  /**
   * Trains one neuron from the first epoch to the last.
   *
   * @return W, b and how they were found
   * @throws InvalidInputException as {@link #begin} and {@link #train(Training, TrainingListener)}
   *     do
   */
  public TrainingResult train(Dataset dataset, Hyperparameters hyperparameters) {
    return Objects.requireNonNull(train(begin(dataset, hyperparameters), TrainingListener.NONE));
  }

  /**
   * Trains one neuron to the end, or until the listener asks for a pause. A training that has
   * paused is resumed by the next call, with the same bits as without the pause.
   *
   * @param training as {@link #begin} returned it, or paused since; modified
   * @return W, b and how they were found; null if the training has paused
   * @throws InvalidInputException if the training diverges
   */
  public @Nullable TrainingResult train(Training training, TrainingListener listener) {
    return training.run(listener);
  }

  /**
   * Predicts ŷ = σ(x·W + b) for each row.
   *
   * @param rows n × d
   * @return n predictions in [0, 1]
   * @throws InvalidInputException if d differs or a logit overflows; pointers are relative to the
   *     rows
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
   * Explains one step: every factor of the chain rule at these parameters, and the update that a
   * training of one epoch with these settings makes, or Newton's step.
   *
   * @param rows d features; rows of weight 0 do not count
   * @throws InvalidInputException if d differs, a setting is out of range or a number overflows,
   *     with pointers {@code x/…} and the settings' names
   */
  public ChainRule explain(NeuronParameters parameters, Dataset rows, StepSettings settings) {
    if (rows.features() != parameters.features()) {
      throw wrongFeatures(parameters, rows.x()).within("x");
    }
    SingleStep step = new SingleStep(parameters, rows.withoutWeightlessFeatures(), settings);
    return ChainRule.of(step, settings);
  }

  /**
   * A training that has not run yet, for {@link #train(Training, TrainingListener)}.
   *
   * @throws InvalidInputException if dataset and hyperparameters do not fit each other, with
   *     pointers {@code dataset/…} and {@code hyperparameters/…}
   */
  public Training begin(Dataset dataset, Hyperparameters hyperparameters) {
    return DatasetTraining.of(dataset, hyperparameters);
  }

  /**
   * A training that has not run yet, on rows that lie in chunks; its bits are those of a training
   * on one dataset with all rows.
   *
   * @throws InvalidInputException if dataset and hyperparameters do not fit each other, or the
   *     training would not be in full batches, with pointers {@code hyperparameters/…}
   */
  public Training begin(ChunkedDataset dataset, Hyperparameters hyperparameters) {
    return ChunkedTraining.of(dataset, hyperparameters);
  }

  /**
   * Refuses hyperparameters that rows in chunks do not support: they are trained on in full
   * batches.
   *
   * @throws InvalidInputException with the name of the hyperparameter as its pointer
   */
  public static void requireFullBatches(Hyperparameters hyperparameters) {
    ChunkedTraining.requireFullBatches(hyperparameters);
  }

  /**
   * Lets the compiler see the kernels that use vectors. Trainings use them once this has returned,
   * and scalar kernels before; the bits are the same. Call it once, on a thread that can wait for
   * about a second.
   *
   * @return true if vectors are used: the module {@code jdk.incubator.vector} is available, and
   *     they are faster on this processor
   */
  public boolean warmUp() {
    return VectorWarmUp.run();
  }

  private static InvalidInputException wrongFeatures(NeuronParameters parameters, Matrix rows) {
    return new InvalidInputException(
        Reason.WRONG_FEATURE_COUNT,
        "",
        "The model takes %s, these rows have %d."
            .formatted(Count.of(parameters.features(), "feature"), rows.columns()));
  }

  private static double finite(double h, Matrix rows, int i) {
    if (!Double.isFinite(h)) {
      throw new InvalidInputException(
          Reason.NUMBER_OUT_OF_RANGE, rows.pointer(i), "x·W + b overflows for this row.");
    }
    return h;
  }
}
