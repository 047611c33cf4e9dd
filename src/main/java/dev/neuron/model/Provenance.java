package dev.neuron.model;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.diagnosis.Finding;
import dev.neuron.table.ClassWeights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The training that a snapshot came from.
 *
 * @param result the result of the training
 * @param startFrom id of the snapshot whose training it continues, if any
 * @param findings the findings on the training
 * @param classWeights the weights of the classes that were asked for; null if none were
 * @param dataset what it was trained on; null if that was too large to be kept
 */
public record Provenance(
    TrainingResult result,
    @Nullable String startFrom,
    List<Finding> findings,
    @Nullable ClassWeights classWeights,
    @Nullable Dataset dataset) {

  /** 32 KB: a model with this much data takes as much memory as three with the default history. */
  private static final int MAX_KEPT_NUMBERS = 4096;

  /** The training, with its dataset if that is small. */
  public static Provenance of(
      TrainingResult result,
      @Nullable String startFrom,
      List<Finding> findings,
      @Nullable ClassWeights classWeights,
      Dataset dataset) {
    boolean isSmall = numbers(dataset) <= MAX_KEPT_NUMBERS;
    return new Provenance(result, startFrom, findings, classWeights, isSmall ? dataset : null);
  }

  /** About how many numbers it holds beside W and b. */
  long estimatedNumbers() {
    long histories = (long) result.lossHistory().length + result.validationLossHistory().length;
    long errors = result.uncertainty() == null ? 0 : result.features();
    return histories + errors + (dataset == null ? 0 : numbers(dataset));
  }

  /** Features, target and weight of every row. */
  private static long numbers(Dataset dataset) {
    return dataset.rows() * (dataset.features() + 2L);
  }
}
