package dev.neuron.core.training;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.neuron.GradientStep;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a training. Illegal values cannot exist; {@link HyperparametersBuilder} holds the
 * defaults.
 *
 * @param solver the method that finds W and b; learning rate, momentum, batch size and shuffling
 *     belong to gradient descent and have their defaults with any other
 * @param learningRate α, finite and above 0
 * @param epochs passes over the data, at least 1
 * @param batchSize rows in each update, at least 1; null means all of them
 * @param shuffle whether mini-batches take the rows in a new order each epoch; null means yes
 * @param seed for shuffling, random initialisation and the validation split
 * @param momentum μ of classical (heavy-ball) momentum, in [0, 1)
 * @param l2 λ, finite and at least 0: adds λ Σ W² to the loss
 * @param loss what is minimised
 * @param initialization where W and b start
 * @param initial where they start instead, in the space of the raw features; null for none
 * @param standardize whether to train on (x − mean) / deviation
 * @param tolerance the smallest improvement of the watched loss that counts, finite and at least 0;
 *     null never stops early. Without held-out rows, the bound at which a solver other than
 *     gradient descent ends: on the expected improvement with Newton's method, on the largest
 *     derivative with L-BFGS; null for the default
 * @param patience epochs without such an improvement after which training stops, at least 1
 * @param validationFraction share of the rows held out, in [0, 1)
 * @param split how the held-out rows are drawn
 * @param lossHistoryPoints maximum number of points of a loss history, at least 1
 */
public record Hyperparameters(
    Solver solver,
    double learningRate,
    int epochs,
    @Nullable Integer batchSize,
    @Nullable Boolean shuffle,
    long seed,
    double momentum,
    double l2,
    LossFunction loss,
    Initialization initialization,
    @Nullable NeuronParameters initial,
    boolean standardize,
    @Nullable Double tolerance,
    int patience,
    double validationFraction,
    Split split,
    int lossHistoryPoints) {

  /** The maximum number of points of a loss history. */
  public static final int MAX_LOSS_HISTORY_POINTS = 1_000_000;

  /**
   * @throws InvalidInputException that names every hyperparameter that is out of range
   */
  public Hyperparameters {
    split = Objects.requireNonNullElse(split, Split.ROWS); // of models kept when there was no other
    solver = Objects.requireNonNullElse(solver, Solver.GRADIENT_DESCENT); // likewise
    Faults faults = new Faults();
    faults.addUnless(
        learningRate > 0 && Double.isFinite(learningRate), "learningRate", "above 0 and finite");
    faults.addUnless(epochs >= 1, "epochs", "at least 1");
    faults.addUnless(batchSize == null || batchSize >= 1, "batchSize", "at least 1");
    faults.addUnless(momentum >= 0 && momentum < 1, "momentum", "in [0, 1)");
    faults.addUnless(l2 >= 0 && Double.isFinite(l2), "l2", "at least 0 and finite");
    faults.addUnless(
        tolerance == null || (tolerance >= 0 && Double.isFinite(tolerance)),
        "tolerance",
        "at least 0 and finite");
    faults.addUnless(patience >= 1, "patience", "at least 1");
    faults.addUnless(
        validationFraction >= 0 && validationFraction < 1, "validationFraction", "in [0, 1)");
    faults.addUnless(
        lossHistoryPoints >= 1 && lossHistoryPoints <= MAX_LOSS_HISTORY_POINTS,
        "lossHistoryPoints",
        "from 1 to " + MAX_LOSS_HISTORY_POINTS);
    faults.throwIfAny();
  }

  /** A builder that begins with all defaults. */
  public static HyperparametersBuilder builder() {
    return new HyperparametersBuilder();
  }

  /**
   * The number of rows that are trained on: all but those held out.
   *
   * @param rows all rows of the dataset
   * @param counted those of them with a weight above 0
   */
  public int trainingRows(int rows, int counted) {
    int drawn = split == Split.ROWS ? rows : counted;
    return rows - ValidationSplit.heldOutRows(drawn, validationFraction);
  }

  /**
   * The effective hyperparameters for a dataset: with batch size and shuffling resolved.
   *
   * @param rows all rows of the dataset
   * @param trainingRows those of them that are trained on
   * @throws InvalidInputException if a batch is larger than the dataset
   */
  public Hyperparameters forRows(int rows, int trainingRows) {
    if (batchSize != null && batchSize > rows) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          "batchSize",
          "batchSize must be at most the number of rows, %d.".formatted(rows));
    }
    if (solver.needsNoLearningRate()) {
      return this;
    }
    int effectiveBatchSize = batchSize == null ? trainingRows : Math.min(batchSize, trainingRows);
    boolean effectiveShuffle = effectiveBatchSize < trainingRows && !Boolean.FALSE.equals(shuffle);
    return toBuilder().batchSize(effectiveBatchSize).shuffle(effectiveShuffle).build();
  }

  /** The update that each batch makes. */
  GradientStep step() {
    return new GradientStep(learningRate, momentum, l2);
  }

  /** A copy with another learning rate and scale. */
  public Hyperparameters with(double learningRate, boolean standardize) {
    return toBuilder().learningRate(learningRate).standardize(standardize).build();
  }

  private HyperparametersBuilder toBuilder() {
    boolean descends = solver == Solver.GRADIENT_DESCENT;
    return builder()
        .solver(solver)
        .learningRate(descends ? learningRate : null)
        .epochs(epochs)
        .batchSize(batchSize)
        .shuffle(shuffle)
        .seed(seed)
        .momentum(descends ? momentum : null)
        .l2(l2)
        .loss(loss)
        .initialization(initialization)
        .initial(initial)
        .standardize(standardize)
        .tolerance(tolerance)
        .patience(patience)
        .validationFraction(validationFraction)
        .split(split)
        .lossHistoryPoints(lossHistoryPoints);
  }

  private static final class Faults {
    private final List<Fault> faults = new ArrayList<>();

    void addUnless(boolean valid, String name, String range) {
      if (!valid) {
        faults.add(new Fault(name, name + " must be " + range + "."));
      }
    }

    void throwIfAny() {
      if (!faults.isEmpty()) {
        throw new InvalidInputException(Reason.INVALID_HYPERPARAMETER, faults);
      }
    }
  }
}
