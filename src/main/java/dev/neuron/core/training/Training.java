package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.FeatureStatistics;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.kernel.VectorSupport;
import dev.neuron.core.neuron.NeuronParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One training from the dataset to the result: hold out, put on one scale, descend, fold back,
 * score. Runs to its end at once, or in turns with pauses in between, on any threads one after the
 * other; the bits are the same, wherever the rows lie. For one thread at a time.
 */
public abstract class Training {

  private static final HexFormat HEX = HexFormat.of();

  private final Hyperparameters hyperparameters;
  private @Nullable GradientDescent descent;
  private long elapsedNanos;

  /**
   * @param hyperparameters as {@link Hyperparameters#forRows} made them for the training rows
   */
  public Training(Hyperparameters hyperparameters) {
    this.hyperparameters = hyperparameters;
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
    return Double.BYTES * (cells + rows + ownNumbers(asked, dataset.features()))
        + Kernel.memory(dataset, batch, shuffled);
  }

  /** How many numbers a training holds beside its rows at the most. */
  protected static long ownNumbers(Hyperparameters asked, int features) {
    long points = Math.min(asked.lossHistoryPoints(), asked.epochs());
    long histories = 2 * points * (asked.validationFraction() > 0 ? 2 : 1); // and their copies
    return histories + TrainingTrajectory.checkpoints(asked.epochs()) * (features + 1L);
  }

  /** All rows, those held out among them; of rows that lie in chunks, the first. */
  public abstract Dataset dataset();

  /**
   * The rows that are trained on: all but those held out; of rows that lie in chunks, the first.
   */
  public abstract Dataset trainingRows();

  /** Statistics of the columns of all rows; null if {@link #dataset} holds all rows. */
  public abstract @Nullable FeatureStatistics summary();

  /** How many rows there are. */
  protected abstract int rows();

  /** The scale that is trained on. */
  protected abstract Standardization scale();

  /**
   * The descent before its first epoch.
   *
   * @param start W first and b last, on the {@link #scale}
   */
  protected abstract GradientDescent begin(double[] start);

  /**
   * How well parameters fit the training rows.
   *
   * @param parameters raw
   */
  protected abstract Evaluation score(double[] parameters, double penalty);

  /** As {@link #score} of the rows held out; null if there are none. */
  protected abstract @Nullable Evaluation heldOutScore(double[] parameters, double penalty);

  /** The hash of the dataset: 32 bytes. */
  protected abstract byte[] sha256();

  /** Those in effect, defaults filled in. */
  public Hyperparameters hyperparameters() {
    return hyperparameters;
  }

  /** How the loss has gone; only once it has begun. */
  public TrainingTrajectory course() {
    return Objects.requireNonNull(descent, "it has not begun").course();
  }

  /**
   * After which epoch at the latest the sigmoid has been saturated until the end, where it is.
   *
   * @param bound of ŷ (1 − ŷ), below which its mean counts as saturated
   */
  public int saturatedSince(double bound) {
    return Saturation.since(bound, trainingRows(), course(), scale());
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
    GradientDescent.DescentResult outcome;
    try (GradientDescent running = descent()) {
      outcome = running.run(listener, this::current);
    }
    TrainingResult result = outcome == null ? null : result(outcome, start);
    elapsedNanos += System.nanoTime() - start;
    return result;
  }

  /**
   * Runs trainings of a handful of rows side by side where they have a shape in common, which is
   * many times faster than one after the other. Each has at least one epoch left to {@link #run},
   * which says what came of it; the bits are the same. Listeners are told of every eighth epoch. If
   * one asks for something other than to go on, all stop, and it is to ask again in {@link #run}.
   *
   * @param listeners one for each
   */
  public static void advance(List<Training> trainings, List<? extends TrainingListener> listeners) {
    if (!VectorSupport.ready()) {
      return;
    }
    Map<Lockstep.Shape, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < trainings.size(); i++) {
      Lockstep.Shape shape = trainings.get(i).shape();
      if (shape != null) {
        groups.computeIfAbsent(shape, _ -> new ArrayList<>()).add(i);
      }
    }
    groups.forEach(
        (shape, members) -> {
          for (int from = 0; from < members.size(); from += Lockstep.SIZE) {
            int to = Math.min(from + Lockstep.SIZE, members.size());
            List<Integer> group = members.subList(from, to);
            advance(
                shape,
                group.stream().map(trainings::get).toList(),
                group.stream().<TrainingListener>map(listeners::get).toList());
          }
        });
  }

  private static void advance(
      Lockstep.Shape shape, List<Training> group, List<TrainingListener> listeners) {
    if (group.size() == 1) {
      return;
    }
    long start = System.nanoTime();
    List<GradientDescent> descents = group.stream().map(Training::descent).toList();
    new Lockstep(shape, descents)
        .run(
            (lane, loss) ->
                listeners
                    .get(lane)
                    .epochCompleted(
                        descents.get(lane).epoch() - 1, loss, group.get(lane)::current));
    long nanos = System.nanoTime() - start;
    group.forEach(training -> training.elapsedNanos += nanos);
  }

  /** The shape that it shares with others as it is now; null if it goes alone. */
  private Lockstep.@Nullable Shape shape() {
    return shape(descent == null ? hyperparameters.epochs() : descent.epochsLeft());
  }

  /** The shape with this number of epochs left; null if it goes alone. */
  protected abstract Lockstep.@Nullable Shape shape(int epochsLeft);

  /** The descent, which is begun if it has not yet. */
  public GradientDescent descent() {
    GradientDescent running = descent == null ? begin(startingParameters()) : descent;
    descent = running;
    return running;
  }

  private NeuronParameters current() {
    double[] parameters = Objects.requireNonNull(descent).parameters();
    scale().toRaw(parameters);
    return finite(parameters);
  }

  private TrainingResult result(GradientDescent.DescentResult outcome, long start) {
    double[] parameters = outcome.parameters().clone();
    scale().toRaw(parameters);
    Evaluation score = finite(score(parameters, outcome.penalty()));
    Evaluation heldOut = heldOutScore(parameters, outcome.penalty());
    if (heldOut != null) {
      finite(heldOut);
    }
    byte[] sha256 = sha256();
    return new TrainingResult(
        finite(parameters),
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

  /** The epochs of a training that did not end of its own accord: its bits depend on them. */
  private static @Nullable Integer cutShortAfter(GradientDescent.DescentResult outcome) {
    return switch (outcome.stopReason()) {
      case CANCELLED, DEADLINE -> outcome.epochsRun();
      case EPOCHS_COMPLETED, CONVERGED, EARLY_STOPPED -> null;
    };
  }

  /**
   * Refuses a start of another shape.
   *
   * @throws InvalidInputException with the pointer {@code initial/W}
   */
  public static void checkInitial(@Nullable NeuronParameters initial, int features) {
    if (initial != null && initial.features() != features) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          "initial/W",
          "The dataset has %d features, the start has %d weights."
              .formatted(features, initial.features()));
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

  private static Evaluation finite(Evaluation score) {
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
