package dev.neuron.core;

import dev.neuron.core.InvalidInputException.Reason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One training from the dataset to the result: hold out, put on one scale, descend, fold back,
 * score. To be run once.
 */
final class Training {

  private final Dataset dataset;
  private final ValidationSplit split;
  private final Hyperparameters hyperparameters;
  private final Standardization scale;

  /**
   * @throws InvalidInputException if the two do not fit each other, with pointers {@code dataset/…}
   *     and {@code hyperparameters/…}
   */
  Training(Dataset dataset, Hyperparameters asked) {
    this.dataset = dataset;
    try {
      checkInitial(asked.initial(), dataset.features());
      split = ValidationSplit.of(dataset, asked.validationFraction(), asked.seed());
      hyperparameters = asked.forRows(dataset.rows(), split.training().rows());
    } catch (InvalidInputException e) {
      throw e.within("hyperparameters");
    }
    try {
      scale =
          asked.standardize()
              ? Standardization.of(split.training())
              : Standardization.identity(dataset.features());
    } catch (InvalidInputException e) {
      throw e.within("dataset");
    }
  }

  /**
   * Trains.
   *
   * @throws InvalidInputException if the training diverges
   */
  TrainingResult run(TrainingListener listener) {
    long start = System.nanoTime();
    Dataset heldOut = split.heldOut();
    GradientDescent.Outcome outcome;
    try (GradientDescent descent =
        new GradientDescent(
            onScale(split.training()),
            heldOut == null ? null : onScale(heldOut),
            hyperparameters,
            startingParameters())) {
      outcome = descent.run(listener);
    }
    double[] parameters = outcome.parameters().clone();
    scale.toRaw(parameters);
    Score score = score(split.training(), parameters, outcome.penalty());
    Score heldOutScore = heldOut == null ? null : score(heldOut, parameters, outcome.penalty());
    String datasetSha256 = Fingerprint.of(dataset);
    Integer cancelledAfter =
        outcome.stopReason() == StopReason.CANCELLED ? outcome.epochsRun() : null;
    return new TrainingResult(
        finite(parameters),
        score.loss(),
        score.accuracy(),
        heldOutScore == null ? null : heldOutScore.loss(),
        heldOutScore == null ? null : heldOutScore.accuracy(),
        outcome.lossHistory().losses(),
        outcome.validationLossHistory().losses(),
        outcome.lossHistory().stride(),
        outcome.epochsRun(),
        outcome.stopReason(),
        dataset.rows(),
        dataset.features(),
        datasetSha256,
        hyperparameters,
        Fingerprint.of(datasetSha256, hyperparameters, cancelledAfter),
        System.nanoTime() - start);
  }

  private static void checkInitial(@Nullable NeuronParameters initial, int features) {
    if (initial != null && initial.features() != features) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          "initial/W",
          "The dataset has %d features, the start has %d weights."
              .formatted(features, initial.features()));
    }
  }

  private Dataset onScale(Dataset rows) {
    return hyperparameters.standardize() ? scale.apply(rows) : rows;
  }

  private double[] startingParameters() {
    NeuronParameters initial = hyperparameters.initial();
    if (initial == null) {
      return hyperparameters
          .initialization()
          .parameters(dataset.features(), hyperparameters.seed());
    }
    double[] parameters = initial.toArray();
    scale.toScaled(parameters);
    return parameters;
  }

  private Score score(Dataset rows, double[] parameters, double penalty) {
    Score score =
        Score.of(rows, parameters, hyperparameters.loss(), penalty, dataset.hasBinaryTargets());
    if (!Double.isFinite(score.loss())) {
      throw GradientDescent.diverged("after the last epoch");
    }
    return score;
  }

  private static NeuronParameters finite(double[] parameters) {
    int d = parameters.length - 1;
    try {
      return new NeuronParameters(Arrays.copyOf(parameters, d), parameters[d]);
    } catch (InvalidInputException e) {
      InvalidInputException diverged = GradientDescent.diverged("after the last epoch");
      diverged.initCause(e);
      throw diverged;
    }
  }
}
