package dev.neuron.core;

import dev.neuron.core.InvalidInputException.Reason;
import java.util.Arrays;

/**
 * Trains a neuron and predicts with it. Holds nothing between calls; safe for use by any number of
 * threads.
 */
public final class NeuronService {

  /**
   * Trains one neuron.
   *
   * @param listener is told of each epoch
   * @throws InvalidInputException if the two do not fit each other, with pointers {@code dataset/…}
   *     and {@code hyperparameters/…}, or if the training diverges
   */
  public TrainingResult train(
      Dataset dataset, Hyperparameters hyperparameters, TrainingListener listener) {
    long start = System.nanoTime();
    checkInitial(dataset, hyperparameters);
    ValidationSplit split;
    Hyperparameters effective;
    try {
      split =
          ValidationSplit.of(dataset, hyperparameters.validationFraction(), hyperparameters.seed());
      effective = hyperparameters.forRows(dataset.rows(), split.training().rows());
    } catch (InvalidInputException e) {
      throw e.within("hyperparameters");
    }
    Standardization scale = scale(split.training(), effective);
    GradientDescent descent =
        new GradientDescent(
            onScale(scale, split.training(), effective),
            split.heldOut() == null ? null : onScale(scale, split.heldOut(), effective),
            effective,
            start(dataset, effective, scale));
    GradientDescent.Outcome outcome = descent.run(listener);
    return result(dataset, split, effective, scale, outcome, start);
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
            Reason.NUMBER_OUT_OF_RANGE, "" + i, "x·W + b overflows for this row.");
      }
      predictions[i] = Sigmoid.of(h);
    }
    return predictions;
  }

  private static void checkInitial(Dataset dataset, Hyperparameters hyperparameters) {
    NeuronParameters initial = hyperparameters.initial();
    if (initial != null && initial.features() != dataset.features()) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          "hyperparameters/initial/W",
          "The dataset has %d features, the start has %d weights."
              .formatted(dataset.features(), initial.features()));
    }
  }

  private static Standardization scale(Dataset training, Hyperparameters hyperparameters) {
    if (!hyperparameters.standardize()) {
      return Standardization.identity(training.features());
    }
    try {
      return Standardization.of(training);
    } catch (InvalidInputException e) {
      throw e.within("dataset");
    }
  }

  private static Dataset onScale(
      Standardization scale, Dataset dataset, Hyperparameters hyperparameters) {
    return hyperparameters.standardize() ? scale.apply(dataset) : dataset;
  }

  private static double[] start(
      Dataset dataset, Hyperparameters hyperparameters, Standardization scale) {
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

  private static TrainingResult result(
      Dataset dataset,
      ValidationSplit split,
      Hyperparameters hyperparameters,
      Standardization scale,
      GradientDescent.Outcome outcome,
      long start) {
    double[] parameters = outcome.parameters().clone();
    scale.toRaw(parameters);
    Score score = score(dataset, split.training(), parameters, hyperparameters, outcome);
    Score heldOut =
        split.heldOut() == null
            ? null
            : score(dataset, split.heldOut(), parameters, hyperparameters, outcome);
    String datasetSha256 = Fingerprint.of(dataset);
    return new TrainingResult(
        finite(parameters),
        score.loss(),
        score.accuracy(),
        heldOut == null ? null : heldOut.loss(),
        heldOut == null ? null : heldOut.accuracy(),
        outcome.lossHistory().losses(),
        outcome.validationLossHistory().losses(),
        outcome.lossHistory().stride(),
        outcome.epochsRun(),
        outcome.stopReason(),
        dataset.rows(),
        dataset.features(),
        datasetSha256,
        hyperparameters,
        Fingerprint.of(datasetSha256, hyperparameters),
        System.nanoTime() - start);
  }

  private static Score score(
      Dataset dataset,
      Dataset rows,
      double[] parameters,
      Hyperparameters hyperparameters,
      GradientDescent.Outcome outcome) {
    Score score =
        Score.of(
            rows,
            parameters,
            hyperparameters.loss(),
            outcome.penalty(),
            dataset.hasBinaryTargets());
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
