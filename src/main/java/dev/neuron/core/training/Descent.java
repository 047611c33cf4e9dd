package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.TrainingListener.Signal;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The search for W and b on the scale of its dataset, epoch by epoch. Can be paused between epochs,
 * closed meanwhile so that it holds nothing but its state, and resumed, with the same bits. For one
 * thread at a time.
 */
public abstract sealed class Descent implements AutoCloseable
    permits GradientDescent, SolverDescent {

  private final Hyperparameters hyperparameters;
  private final @Nullable Dataset training;
  private final HeldOut heldOut;
  private final EpochHistory history;
  private final StoppingRule stopping;
  private @Nullable Kernel kernel;
  private double loss;

  /**
   * @param training the rows on the scale; null if only the kernel knows them, which is then not
   *     closed with this
   * @param heldOut rows whose loss is watched, on the same scale; null for none
   * @param start d + 1 values on the scale, W first and b last
   * @param kernel for the training rows until this is closed; null for the fastest one
   */
  Descent(
      Hyperparameters hyperparameters,
      @Nullable Dataset training,
      @Nullable Dataset heldOut,
      double[] start,
      @Nullable Kernel kernel) {
    this.hyperparameters = hyperparameters;
    this.training = training;
    this.kernel = kernel;
    Double tolerance = hyperparameters.tolerance();
    this.heldOut = new HeldOut(heldOut, hyperparameters.loss(), tolerance != null);
    boolean watches = this.heldOut.exists();
    history = new EpochHistory(hyperparameters, watches, start);
    // Without held-out rows, the tolerance of a solver is its own bound.
    boolean stopsEarly = watches || !hyperparameters.solver().needsNoLearningRate();
    stopping = new StoppingRule(hyperparameters, watches, stopsEarly ? tolerance : null);
  }

  /**
   * Runs epochs to the end, or until the listener asks for a pause.
   *
   * @param current W and b so far, as the listener receives them
   * @return the result; null if the listener has paused the descent
   * @throws dev.neuron.core.data.InvalidInputException if a loss is no longer finite
   */
  public final @Nullable DescentResult run(
      TrainingListener listener, Supplier<NeuronParameters> current) {
    Kernel working = kernel();
    StopReason stopReason = null;
    while (stopReason == null) {
      int epoch = history.epochs();
      stopReason = runEpoch(working);
      if (stopReason != null) {
        listener.lastEpochCompleted(epoch, loss, current);
      } else {
        Signal signal = listener.epochCompleted(epoch, loss, current);
        if (signal == Signal.PAUSE) {
          return null;
        }
        stopReason = StoppingRule.at(signal);
      }
    }
    return result(working, stopReason);
  }

  /**
   * Runs an epoch, and {@link #record records} it.
   *
   * @return why the descent ends with it; null if it continues
   */
  abstract @Nullable StopReason runEpoch(Kernel kernel);

  abstract DescentResult result(Kernel kernel, StopReason stopReason);

  /** A kernel for the training rows. */
  abstract Kernel open(Dataset rows);

  /**
   * Records an epoch.
   *
   * @param loss of the training rows
   * @param heldOutLoss of the held-out rows; ignored without them
   * @param p W and b after the epoch
   * @return why a descent of any kind ends with it; null if it continues
   */
  final @Nullable StopReason record(double loss, double heldOutLoss, double[] p) {
    int epoch = history.epochs();
    double watched = Divergence.finite(heldOutLoss, epoch, hyperparameters.solver());
    this.loss = Divergence.finite(loss, epoch, hyperparameters.solver());
    history.add(loss, heldOutLoss, p);
    return stopping.after(epoch, heldOut.exists() ? watched : loss);
  }

  /**
   * The result with these parameters.
   *
   * @param penalty λ Σ W² of them
   */
  final DescentResult result(
      double[] parameters,
      double penalty,
      StopReason stopReason,
      @Nullable Certificate certificate) {
    return new DescentResult(
        parameters,
        penalty,
        history.losses(),
        history.heldOutLosses(),
        history.epochs(),
        stopReason,
        certificate);
  }

  final Hyperparameters hyperparameters() {
    return hyperparameters;
  }

  final HeldOut heldOut() {
    return heldOut;
  }

  final EpochHistory history() {
    return history;
  }

  /** The training rows, on the scale. */
  final Dataset rows() {
    return Objects.requireNonNull(training, "only its kernel knows the rows");
  }

  private Kernel kernel() {
    if (kernel == null) {
      kernel = open(rows());
    }
    return kernel;
  }

  /** W and b so far, b last, on the scale of the dataset; a copy. */
  public abstract double[] parameters();

  /** The course of the loss so far. */
  final TrainingTrajectory trajectory() {
    return history.trajectory();
  }

  /** Epochs that are left. */
  final int epochsLeft() {
    return hyperparameters.epochs() - history.epochs();
  }

  /** Returns borrowed memory; {@link #run} borrows it again. */
  @Override
  public final void close() {
    if (kernel != null && training != null) {
      kernel.close();
      kernel = null;
    }
    heldOut.close();
  }
}
