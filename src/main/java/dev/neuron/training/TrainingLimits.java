package dev.neuron.training;

import dev.neuron.core.data.Count;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.training.Hyperparameters;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of a training.
 *
 * @param maxEpochs maximum number of epochs of a training
 * @param maxFeatures maximum number of features of a training
 * @param maxCost maximum cost, rows × (features + 1) × epochs, of any training; more gets 422
 * @param maxCostWaiting maximum cost of a training whose caller waits for the response; more gets
 *     422
 */
@Validated
@ConfigurationProperties("neuron.limits")
record TrainingLimits(
    @DefaultValue("10000000") @Min(1) int maxEpochs,
    @DefaultValue("100000") @Min(1) int maxFeatures,
    @DefaultValue("10000000000") @Min(1) long maxCostWaiting,
    @DefaultValue("10000000000000") @Min(1) long maxCost) {

  private static final int MAX_PROGRESS_POINTS = 1000;

  /** The highest cost of a training whose result is received so. */
  long of(ResponseMode mode) {
    return switch (mode) {
      case WAIT -> Math.min(maxCostWaiting, maxCost);
      case STREAM, JOB -> maxCost;
      case DRY_RUN -> Long.MAX_VALUE;
    };
  }

  /** Refuses rows with more values than allowed. */
  void checkFeatures(int features) {
    if (features > maxFeatures()) {
      throw new InvalidInputException(
          Reason.TOO_MANY_FEATURES,
          "dataset/x/0",
          "A row has %s and may have at most %d."
              .formatted(Count.of(features, "value"), maxFeatures()));
    }
  }

  /** Refuses more epochs than allowed. */
  void checkEpochs(int epochs) {
    if (epochs > maxEpochs()) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          "epochs",
          "epochs must be at most %d.".formatted(maxEpochs()));
    }
  }

  /**
   * Returns the cost of a training: rows × (features + 1) × epochs, with Newton's method times 1 +
   * (features + 1) / 4.
   *
   * @throws InvalidInputException if it is more than allowed
   */
  long cost(int rows, int features, Hyperparameters hyperparameters, ResponseMode mode) {
    int epochs = hyperparameters.epochs();
    checkEpochs(epochs);
    double passes = hyperparameters.solver().passesAnEpoch(features);
    long cells = (long) (rows * (features + 1L) * passes);
    long cost = Math.unsignedMultiplyHigh(cells, epochs) == 0 ? cells * epochs : Long.MAX_VALUE;
    long limit = of(mode);
    if (cost > limit) {
      boolean canBeWatched = mode == ResponseMode.WAIT && cost <= maxCost();
      throw new InvalidInputException(
          Reason.TRAINING_TOO_COSTLY,
          "epochs",
          "rows × (features + 1) × epochs%s is %d and may be at most %d: at most %s for this dataset%s."
              .formatted(
                  passes == 1 ? "" : " × (1 + (features + 1) / 4)",
                  cost,
                  limit,
                  Count.of(limit / cells, "epoch"),
                  canBeWatched ? ", or send it with the header Prefer: respond-async" : ""));
    }
    return cost;
  }

  /** Refuses a loss history without points, or with too many. */
  static void checkLossHistoryPoints(@Nullable Integer points) {
    if (points != null && (points < 1 || points > Hyperparameters.MAX_LOSS_HISTORY_POINTS)) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          "lossHistoryPoints",
          "lossHistoryPoints must be from 1 to " + Hyperparameters.MAX_LOSS_HISTORY_POINTS + ".");
    }
  }

  /** Refuses more points of progress than a stream may have for certain. */
  static void checkProgressPoints(int points) {
    if (points < 0 || points > MAX_PROGRESS_POINTS) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          ErrorLocation.ofParameter("progressPoints"),
          "progressPoints must be from 0 to " + MAX_PROGRESS_POINTS + ".");
    }
  }
}
