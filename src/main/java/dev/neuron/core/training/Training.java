package dev.neuron.core.training;

import dev.neuron.core.data.Count;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.neuron.NeuronParameters;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One training from the dataset to the result: holds rows out, brings the features to one scale,
 * descends, converts W and b back and evaluates them. Runs to its end at once, or in turns with
 * pauses in between, on any threads one after the other; the bits are the same, wherever the rows
 * lie. For one thread at a time.
 */
public abstract class Training {

  private static final HexFormat HEX = HexFormat.of();

  private final Hyperparameters hyperparameters;
  private @Nullable GradientDescent descent;
  private long elapsedNanos;

  /**
   * @param hyperparameters as {@link Hyperparameters#forRows} made them for the training rows
   */
  protected Training(Hyperparameters hyperparameters) {
    this.hyperparameters = hyperparameters;
  }

  /** All rows, those held out included; the first rows only if the rows lie in chunks. */
  public abstract Dataset dataset();

  /** The rows that are trained on, without those held out; the first only if they lie in chunks. */
  public abstract Dataset trainingRows();

  /** Statistics of the columns of all rows; null if {@link #dataset} holds all rows. */
  public abstract @Nullable FeatureStatistics summary();

  /** The number of all rows. */
  protected abstract int rows();

  /** The scale that the descent works on. */
  protected abstract Standardization scale();

  /**
   * The descent before its first epoch.
   *
   * @param start W first and b last, on the {@link #scale}
   */
  protected abstract GradientDescent begin(double[] start);

  /**
   * Evaluates parameters on the training rows.
   *
   * @param parameters d + 1 values for raw rows, W first and b last
   * @param penalty λ Σ W²
   */
  protected abstract Evaluation score(double[] parameters, double penalty);

  /** Evaluates parameters on the held-out rows, as {@link #score} does; null if there are none. */
  protected abstract @Nullable Evaluation heldOutScore(double[] parameters, double penalty);

  /** The hash of the dataset: 32 bytes. */
  protected abstract byte[] sha256();

  /** The effective hyperparameters, with defaults resolved. */
  public Hyperparameters hyperparameters() {
    return hyperparameters;
  }

  /** The course of the loss so far; only once the training has begun. */
  public TrainingTrajectory course() {
    return Objects.requireNonNull(descent, "it has not begun").trajectory();
  }

  /**
   * The epoch of the first checkpoint from which on the sigmoid was saturated until the end; the
   * last epoch if it was not.
   *
   * @param bound of the mean of ŷ (1 − ŷ), below which it counts as saturated
   */
  public int saturatedSince(double bound) {
    return Saturation.since(bound, trainingRows(), course(), scale());
  }

  /**
   * Trains to the end, or until the listener asks for a pause. While it is paused, a training holds
   * the dataset and its own numbers, but no thread and no working space.
   *
   * @return the result; null if the listener has paused the training, and this is to be called
   *     again
   * @throws InvalidInputException if the training diverges
   */
  public @Nullable TrainingResult run(TrainingListener listener) {
    long start = System.nanoTime();
    DescentResult outcome;
    try (GradientDescent running = descent()) {
      outcome = running.run(listener, this::current);
    }
    TrainingResult result = outcome == null ? null : result(outcome, start);
    elapsedNanos += System.nanoTime() - start;
    return result;
  }

  /** The shape that it may share with others in its present state; null if it must run alone. */
  Lockstep.@Nullable Shape shape() {
    return shape(descent == null ? hyperparameters.epochs() : descent.epochsLeft());
  }

  /** The shape with this number of epochs left; null if it must run alone. */
  protected abstract Lockstep.@Nullable Shape shape(int epochsLeft);

  /** The descent, which begins with the first call. */
  public GradientDescent descent() {
    GradientDescent running = descent == null ? begin(startingParameters()) : descent;
    descent = running;
    return running;
  }

  /** W and b so far, for raw rows. */
  NeuronParameters current() {
    double[] parameters = Objects.requireNonNull(descent).parameters();
    scale().toRaw(parameters);
    return Divergence.finite(parameters);
  }

  /** Adds time that the training took outside of {@link #run}. */
  void addElapsed(long nanos) {
    elapsedNanos += nanos;
  }

  private TrainingResult result(DescentResult outcome, long start) {
    double[] parameters = outcome.parameters().clone();
    scale().toRaw(parameters);
    Evaluation score = Divergence.finite(score(parameters, outcome.penalty()));
    Evaluation heldOut = heldOutScore(parameters, outcome.penalty());
    if (heldOut != null) {
      var _ = Divergence.finite(heldOut);
    }
    byte[] sha256 = sha256();
    return new TrainingResult(
        Divergence.finite(parameters),
        score.loss(),
        score.accuracy(),
        score.meanDerivative(),
        heldOut == null ? null : heldOut.loss(),
        heldOut == null ? null : heldOut.accuracy(),
        outcome.lossHistory().losses(),
        outcome.validationLossHistory().losses(),
        outcome.lossHistory().stride(),
        outcome.epochsRun(),
        outcome.stopReason(),
        rows(),
        dataset().features(),
        HEX.formatHex(sha256),
        hyperparameters,
        HEX.formatHex(Fingerprint.of(sha256, hyperparameters, cutShortAfter(outcome))),
        elapsedNanos + System.nanoTime() - start);
  }

  /** The epochs of a training that was cut short, on which its bits depend; null for others. */
  private static @Nullable Integer cutShortAfter(DescentResult outcome) {
    return switch (outcome.stopReason()) {
      case CANCELLED, DEADLINE -> outcome.epochsRun();
      case EPOCHS_COMPLETED, CONVERGED, EARLY_STOPPED -> null;
    };
  }

  /**
   * Refuses a start whose number of weights is not the number of features.
   *
   * @throws InvalidInputException with the pointer {@code initial/W}
   */
  public static void checkInitial(@Nullable NeuronParameters initial, int features) {
    if (initial != null && initial.features() != features) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          "initial/W",
          "The dataset has %s, the start has %s."
              .formatted(Count.of(features, "feature"), Count.of(initial.features(), "weight")));
    }
  }

  private double[] startingParameters() {
    NeuronParameters initial = hyperparameters.initial();
    if (initial == null) {
      return hyperparameters
          .initialization()
          .parameters(dataset().features(), hyperparameters.seed());
    }
    double[] parameters = initial.toArray();
    scale().toScaled(parameters);
    return parameters;
  }
}
