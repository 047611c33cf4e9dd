package dev.neuron.core;

import dev.neuron.core.InvalidInputException.Reason;
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
    long checkpoints = Course.checkpoints(asked.epochs()) * (dataset.features() + 1L);
    return Double.BYTES * (cells + rows + histories + checkpoints)
        + Kernel.memory(dataset, batch, shuffled);
  }

  /** All rows, those held out among them. */
  public Dataset dataset() {
    return dataset;
  }

  /** Those in effect, defaults filled in. */
  public Hyperparameters hyperparameters() {
    return hyperparameters;
  }

  /** The rows that are trained on: all but those held out. */
  public Dataset trainingRows() {
    return split.training();
  }

  /** How the loss has gone; only once it has begun. */
  public Course course() {
    return Objects.requireNonNull(descent, "it has not begun").course();
  }

  /**
   * After which epoch at the latest the sigmoid has been saturated until the end, where it is.
   *
   * @param bound of ŷ (1 − ŷ), below which its mean counts as saturated
   */
  public int saturatedSince(double bound) {
    return Saturation.since(bound, split.training(), course(), scale);
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
    if (!VectorKernels.ready()) {
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

  /** What it has in common with others as it is now; null if it goes alone. */
  private Lockstep.@Nullable Shape shape() {
    int left = descent == null ? hyperparameters.epochs() : descent.epochsLeft();
    return split.heldOut() == null
        ? Lockstep.Shape.of(split.training(), hyperparameters, left)
        : null;
  }

  private GradientDescent descent() {
    GradientDescent running = descent == null ? begin() : descent;
    descent = running;
    return running;
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
        score.meanDerivative(),
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
