package dev.neuron.core;

import dev.neuron.core.InvalidInputException.Reason;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One training from the dataset to the result: hold out, put on one scale, descend, fold back,
 * score. Runs to its end at once, or in turns with pauses in between, on any threads one after the
 * other; the bits are the same. For one thread at a time.
 */
public final class Training {

  private static final HexFormat HEX = HexFormat.of();

  private final Dataset dataset;
  private final ValidationSplit split;
  private final Hyperparameters hyperparameters;
  private final Standardization scale;
  private @Nullable GradientDescent descent;
  private long elapsedNanos;

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
   * How many bytes a training takes at the most while it runs, its dataset included.
   *
   * @param asked may lack what {@link Hyperparameters#forRows} fills in
   */
  public static long memory(Dataset dataset, Hyperparameters asked) {
    long rows = dataset.rows();
    int copies = 1 + (asked.standardize() ? 1 : 0) + (asked.validationFraction() > 0 ? 1 : 0);
    long cells = copies * rows * (dataset.features() + 2);
    Integer batchSize = asked.batchSize();
    int batch = batchSize == null ? dataset.rows() : Math.min(batchSize, dataset.rows());
    boolean shuffled = batchSize != null && !Boolean.FALSE.equals(asked.shuffle());
    long points = Math.min(asked.lossHistoryPoints(), asked.epochs());
    long histories = 2 * points * (asked.validationFraction() > 0 ? 2 : 1); // and their copies
    return Double.BYTES * (cells + rows + histories) + Kernel.memory(dataset, batch, shuffled);
  }

  /** Those in effect, defaults filled in. */
  public Hyperparameters hyperparameters() {
    return hyperparameters;
  }

  /**
   * Trains to the end, or until the listener asks for something else. While it is paused it holds
   * the dataset and its own numbers, but no thread and no working space.
   *
   * @return what was learned; null if the listener has paused it, and this is to be called again
   * @throws InvalidInputException if the training diverges
   */
  public @Nullable TrainingResult run(TrainingListener listener) {
    long start = System.nanoTime();
    GradientDescent.Outcome outcome;
    try (GradientDescent running = descent == null ? begin() : descent) {
      descent = running;
      outcome = running.run(listener, this::current);
    }
    TrainingResult result = outcome == null ? null : result(outcome, start);
    elapsedNanos += System.nanoTime() - start;
    return result;
  }

  private GradientDescent begin() {
    Dataset heldOut = split.heldOut();
    return new GradientDescent(
        onScale(split.training()),
        heldOut == null ? null : onScale(heldOut),
        hyperparameters,
        startingParameters());
  }

  private NeuronParameters current() {
    double[] parameters = Objects.requireNonNull(descent).parameters();
    scale.toRaw(parameters);
    return finite(parameters);
  }

  private TrainingResult result(GradientDescent.Outcome outcome, long start) {
    double[] parameters = outcome.parameters().clone();
    scale.toRaw(parameters);
    Dataset heldOut = split.heldOut();
    Score score = score(split.training(), parameters, outcome.penalty());
    Score heldOutScore = heldOut == null ? null : score(heldOut, parameters, outcome.penalty());
    byte[] datasetSha256 = Fingerprint.of(dataset);
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
        HEX.formatHex(datasetSha256),
        hyperparameters,
        HEX.formatHex(Fingerprint.of(datasetSha256, hyperparameters, cutShortAfter(outcome))),
        elapsedNanos + System.nanoTime() - start);
  }

  /** The epochs of a training that did not end of its own accord: its bits depend on them. */
  private static @Nullable Integer cutShortAfter(GradientDescent.Outcome outcome) {
    return switch (outcome.stopReason()) {
      case CANCELLED, DEADLINE -> outcome.epochsRun();
      case EPOCHS_COMPLETED, CONVERGED, EARLY_STOPPED -> null;
    };
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
      InvalidInputException diverged =
          GradientDescent.diverged("after the last epoch that was run");
      diverged.initCause(e);
      throw diverged;
    }
  }
}
