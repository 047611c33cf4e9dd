package dev.neuron.core.training;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds {@link Hyperparameters} from the defaults, which are defined here and nowhere else. */
public final class HyperparametersBuilder {

  private static final double LEARNING_RATE = 0.5;
  private static final double MOMENTUM = 0;

  private Solver solver = Solver.GRADIENT_DESCENT;
  private @Nullable Double learningRate;
  private @Nullable Integer epochs;
  private @Nullable Integer batchSize;
  private @Nullable Boolean shuffle;
  private long seed = 0;
  private @Nullable Double momentum;
  private double l2 = 0;
  private LossFunction loss = LossFunction.MSE;
  private Initialization initialization = Initialization.ZEROS;
  private @Nullable NeuronParameters initial;
  private boolean standardize = false;
  private @Nullable Double tolerance;
  private int patience = 5;
  private double validationFraction = 0;
  private Split split = Split.CLASSES;
  private int lossHistoryPoints = 1000;

  HyperparametersBuilder() {}

  /** Sets {@link Hyperparameters#solver}; null keeps the default. */
  public HyperparametersBuilder solver(@Nullable Solver value) {
    solver = value == null ? solver : value;
    return this;
  }

  /** Sets {@link Hyperparameters#learningRate}; null is the default. */
  public HyperparametersBuilder learningRate(@Nullable Double value) {
    learningRate = value;
    return this;
  }

  /** Sets {@link Hyperparameters#epochs}; null is the default of the solver. */
  public HyperparametersBuilder epochs(@Nullable Integer value) {
    epochs = value;
    return this;
  }

  /** Sets {@link Hyperparameters#batchSize}; null is the default. */
  public HyperparametersBuilder batchSize(@Nullable Integer value) {
    batchSize = value;
    return this;
  }

  /** Sets {@link Hyperparameters#shuffle}; null is the default. */
  public HyperparametersBuilder shuffle(@Nullable Boolean value) {
    shuffle = value;
    return this;
  }

  /** Sets {@link Hyperparameters#seed}; null keeps the default. */
  public HyperparametersBuilder seed(@Nullable Long value) {
    seed = value == null ? seed : value;
    return this;
  }

  /** Sets {@link Hyperparameters#momentum}; null is the default. */
  public HyperparametersBuilder momentum(@Nullable Double value) {
    momentum = value;
    return this;
  }

  /** Sets {@link Hyperparameters#l2}; null keeps the default. */
  public HyperparametersBuilder l2(@Nullable Double value) {
    l2 = value == null ? l2 : value;
    return this;
  }

  /** Sets {@link Hyperparameters#loss}; null keeps the default. */
  public HyperparametersBuilder loss(@Nullable LossFunction value) {
    loss = value == null ? loss : value;
    return this;
  }

  /** Sets {@link Hyperparameters#initialization}; null keeps the default. */
  public HyperparametersBuilder initialization(@Nullable Initialization value) {
    initialization = value == null ? initialization : value;
    return this;
  }

  /** Sets {@link Hyperparameters#initial}; null is the default. */
  public HyperparametersBuilder initial(@Nullable NeuronParameters value) {
    initial = value;
    return this;
  }

  /** Sets {@link Hyperparameters#standardize}; null keeps the default. */
  public HyperparametersBuilder standardize(@Nullable Boolean value) {
    standardize = value == null ? standardize : value;
    return this;
  }

  /** Sets {@link Hyperparameters#tolerance}; null is the default. */
  public HyperparametersBuilder tolerance(@Nullable Double value) {
    tolerance = value;
    return this;
  }

  /** Sets {@link Hyperparameters#patience}; null keeps the default. */
  public HyperparametersBuilder patience(@Nullable Integer value) {
    patience = value == null ? patience : value;
    return this;
  }

  /** Sets {@link Hyperparameters#validationFraction}; null keeps the default. */
  public HyperparametersBuilder validationFraction(@Nullable Double value) {
    validationFraction = value == null ? validationFraction : value;
    return this;
  }

  /** Sets {@link Hyperparameters#split}; null keeps the default. */
  public HyperparametersBuilder split(@Nullable Split value) {
    split = value == null ? split : value;
    return this;
  }

  /** Sets {@link Hyperparameters#lossHistoryPoints}; null keeps the default. */
  public HyperparametersBuilder lossHistoryPoints(@Nullable Integer value) {
    lossHistoryPoints = value == null ? lossHistoryPoints : value;
    return this;
  }

  /**
   * The hyperparameters.
   *
   * @throws InvalidInputException that names every hyperparameter that is out of range, or belongs
   *     to another solver
   */
  public Hyperparameters build() {
    requireNoneOfGradientDescent();
    return new Hyperparameters(
        solver,
        learningRate == null ? LEARNING_RATE : learningRate,
        epochs == null ? defaultEpochs() : epochs,
        batchSize,
        shuffle,
        seed,
        momentum == null ? MOMENTUM : momentum,
        l2,
        loss,
        initialization,
        initial,
        standardize,
        tolerance,
        patience,
        validationFraction,
        split,
        lossHistoryPoints);
  }

  private int defaultEpochs() {
    return solver == Solver.NEWTON ? 100 : 1000;
  }

  private void requireNoneOfGradientDescent() {
    if (solver == Solver.GRADIENT_DESCENT) {
      return;
    }
    List<Fault> faults = new ArrayList<>();
    addIfPresent(learningRate, "learningRate", faults);
    addIfPresent(momentum, "momentum", faults);
    addIfPresent(batchSize, "batchSize", faults);
    addIfPresent(shuffle, "shuffle", faults);
    if (!faults.isEmpty()) {
      throw new InvalidInputException(Reason.INVALID_HYPERPARAMETER, faults);
    }
  }

  private void addIfPresent(@Nullable Object value, String name, List<Fault> faults) {
    if (value != null) {
      faults.add(
          new Fault(
              name,
              "%s is a setting of gradient descent, which solver %s does without: leave it out."
                  .formatted(name, solver == Solver.NEWTON ? "newton" : "lbfgs")));
    }
  }
}
