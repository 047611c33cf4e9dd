package dev.neuron.core.training;

import dev.neuron.core.data.Count;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.kernel.Kernel;
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
  private @Nullable Descent descent;
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
  protected abstract SearchScale searchScale();

  /**
   * The descent before its first epoch.
   *
   * @param start W first and b last, on the {@link #searchScale}
   */
  protected abstract Descent begin(double[] start);

  /** The targets of the training rows as counts of cases. */
  protected abstract CaseCounts counts();

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
    try (Descent running = descent()) {
      outcome = running.run(listener, this::current);
    }
    TrainingResult result = outcome == null ? null : result(outcome, start);
    elapsedNanos += System.nanoTime() - start;
    return result;
  }

  /** The shape that it may share with others in its present state; null if it must run alone. */
  Lockstep.@Nullable Shape shape() {
    if (hyperparameters.solver().needsNoLearningRate()) {
      return null;
    }
    return shape(descent == null ? hyperparameters.epochs() : descent.epochsLeft());
  }

  /** The shape with this number of epochs left; null if it must run alone. */
  protected abstract Lockstep.@Nullable Shape shape(int epochsLeft);

  /** The descent, which begins with the first call. */
  private Descent descent() {
    Descent running = descent == null ? begin(startingParameters()) : descent;
    descent = running;
    return running;
  }

  /** The descent of a training by gradient descent, which begins with the first call. */
  public GradientDescent gradientDescent() {
    return (GradientDescent) descent();
  }

  /**
   * A descent in full batches over rows that only a kernel knows.
   *
   * @param kernel of the rows on the scale; is not closed with the descent
   * @param weight Σ s of all rows
   * @param start W first and b last, on the {@link #searchScale}; modified
   */
  protected final Descent descentOver(Kernel kernel, double weight, double[] start) {
    return hyperparameters.solver().needsNoLearningRate()
        ? SolverDescent.over(kernel, rows(), weight, searchScale(), hyperparameters, start)
        : new GradientDescent(rows(), weight, hyperparameters, start, kernel);
  }

  /**
   * A descent over rows that are held here.
   *
   * @param training the rows on the {@link #searchScale}
   * @param heldOut rows whose loss is watched, on the same scale; null for none
   * @param start W first and b last, on that scale; modified
   */
  final Descent descentOver(Dataset training, @Nullable Dataset heldOut, double[] start) {
    return hyperparameters.solver().needsNoLearningRate()
        ? new SolverDescent(training, heldOut, searchScale(), hyperparameters, start)
        : new GradientDescent(training, heldOut, hyperparameters, start);
  }

  private Standardization scale() {
    return searchScale().rows();
  }

  /** W and b so far, for raw rows. */
  NeuronParameters current() {
    double[] parameters = Objects.requireNonNull(descent).parameters();
    scale().toRaw(parameters);
    return Divergence.finite(parameters, hyperparameters.solver());
  }

  /** Adds time that the training took outside of {@link #run}. */
  void addElapsed(long nanos) {
    elapsedNanos += nanos;
  }

  private TrainingResult result(DescentResult outcome, long start) {
    double[] parameters = outcome.parameters().clone();
    scale().toRaw(parameters);
    Solver solver = hyperparameters.solver();
    Evaluation score = Divergence.finite(score(parameters, outcome.penalty()), solver);
    Evaluation heldOut = heldOutScore(parameters, outcome.penalty());
    if (heldOut != null) {
      var _ = Divergence.finite(heldOut, solver);
    }
    byte[] sha256 = sha256();
    return new TrainingResult(
        Divergence.finite(parameters, solver),
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
        elapsedNanos + System.nanoTime() - start,
        outcome.certificate() == null ? null : outcome.certificate().optimality(),
        uncertainty(outcome, score));
  }

  private @Nullable Uncertainty uncertainty(DescentResult outcome, Evaluation score) {
    return hyperparameters.solver().needsNoLearningRate()
        ? Uncertainty.of(outcome, hyperparameters, score, this::counts, scale())
        : null;
  }

  /** The epochs of a training that was cut short, on which its bits depend; null for others. */
  private static @Nullable Integer cutShortAfter(DescentResult outcome) {
    return outcome.stopReason().isCutShort() ? outcome.epochsRun() : null;
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
      double[] parameters =
          hyperparameters.initialization().parameters(dataset().features(), hyperparameters.seed());
      searchScale().fromStart(parameters);
      return parameters;
    }
    double[] parameters = initial.toArray();
    scale().toScaled(parameters);
    return parameters;
  }
}
