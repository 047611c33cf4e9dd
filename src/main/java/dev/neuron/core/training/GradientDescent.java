package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.neuron.GradientStep;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.TrainingListener.Signal;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gradient descent on the scale of its dataset: in each epoch a pass over the rows, and an update
 * after each batch.
 */
public final class GradientDescent implements Descent {

  private final Hyperparameters hyperparameters;
  private final @Nullable Dataset training;
  private final Batches batches;
  private final HeldOut heldOut;
  private final double[] p;
  private final double[] v;
  private final double[] gradient;
  private final GradientStep step;
  private final EpochHistory history;
  private final StoppingRule stopping;
  private @Nullable Kernel kernel;

  /**
   * @param heldOut rows whose loss is watched, on the same scale; null for none
   * @param hyperparameters as {@link Hyperparameters#forRows} made them for the training rows
   * @param p where to start: d + 1 values, W first and b last; modified
   */
  GradientDescent(
      Dataset training, @Nullable Dataset heldOut, Hyperparameters hyperparameters, double[] p) {
    this(training, heldOut, hyperparameters, p, null);
  }

  /** A descent with a given kernel for the training rows until this is closed. */
  GradientDescent(
      Dataset training,
      @Nullable Dataset heldOut,
      Hyperparameters hyperparameters,
      double[] p,
      @Nullable Kernel kernel) {
    this(training, new Batches(training, hyperparameters), heldOut, hyperparameters, p, kernel);
  }

  /**
   * A descent in full batches over rows that only the kernel knows.
   *
   * @param n how many rows there are
   * @param weight Σ s of all rows
   * @param p where to start: d + 1 values, W first and b last; modified
   * @param kernel is not closed with this
   */
  GradientDescent(
      int n, double weight, Hyperparameters hyperparameters, double[] p, Kernel kernel) {
    this(null, new Batches(n, weight, hyperparameters), null, hyperparameters, p, kernel);
  }

  private GradientDescent(
      @Nullable Dataset training,
      Batches batches,
      @Nullable Dataset heldOut,
      Hyperparameters hyperparameters,
      double[] p,
      @Nullable Kernel kernel) {
    this.training = training;
    this.hyperparameters = hyperparameters;
    this.p = p;
    this.kernel = kernel;
    v = new double[p.length];
    gradient = new double[p.length];
    step = hyperparameters.step();
    this.batches = batches;
    this.heldOut =
        new HeldOut(heldOut, hyperparameters.loss(), hyperparameters.tolerance() != null);
    history = new EpochHistory(hyperparameters, this.heldOut.exists(), p);
    stopping =
        new StoppingRule(hyperparameters, this.heldOut.exists(), hyperparameters.tolerance());
  }

  /** Runs all epochs without a listener. */
  DescentResult run() {
    return Objects.requireNonNull(
        run(TrainingListener.NONE, () -> new NeuronParameters(new double[p.length - 1], 0)));
  }

  @Override
  public @Nullable DescentResult run(
      TrainingListener listener, Supplier<NeuronParameters> current) {
    Kernel working = kernel();
    StopReason stopReason = null;
    while (stopReason == null) {
      int epoch = history.epochs();
      double heldOutLoss =
          Divergence.finite(heldOut.watch(p, step.penalty(p)), epoch, Solver.GRADIENT_DESCENT);
      double loss = Divergence.finite(runEpoch(working), epoch, Solver.GRADIENT_DESCENT);
      history.add(loss, heldOutLoss, p);
      stopReason = stopping.after(epoch, heldOut.exists() ? heldOutLoss : loss);
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
    return result(stopReason);
  }

  private double runEpoch(Kernel kernel) {
    batches.beginEpoch();
    int[] order = batches.order();
    double loss = 0;
    int to = 0;
    while (to < batches.rows()) {
      int from = to;
      to = batches.end(from);
      double batchWeight = batches.weight(from, to);
      if (batchWeight > 0) {
        loss += batchWeight * step.penalty(p);
        loss += kernel.lossAndGradient(p, order, from, to, gradient);
        step.take(p, v, gradient, batchWeight);
      }
    }
    return loss / batches.totalWeight();
  }

  private DescentResult result(StopReason stopReason) {
    heldOut.watch(p, step.penalty(p));
    double[] best = heldOut.bestOr(p);
    return new DescentResult(
        best,
        step.penalty(best),
        history.losses(),
        history.heldOutLosses(),
        history.epochs(),
        stopReason,
        null);
  }

  /** The kernel until this is closed. */
  private Kernel kernel() {
    if (kernel == null) {
      kernel =
          Kernel.of(
              rows(), hyperparameters.loss(), batches.size(), Batches.isShuffled(hyperparameters));
    }
    return kernel;
  }

  private Dataset rows() {
    return Objects.requireNonNull(training, "only its kernel knows the rows");
  }

  /** Copies rows, settings and state into a lane of trainings side by side. */
  void fill(Lockstep lockstep, int lane) {
    lockstep.fill(lane, rows(), hyperparameters, batches.totalWeight(), p, v);
  }

  /**
   * Records an epoch that was run side by side, of a training without held-out rows and without
   * tolerance. Before it, {@link #take} is needed if {@link TrainingTrajectory#isCheckpointNext()}.
   */
  void completed(double loss) {
    history.add(loss, 0, p);
  }

  /** Takes p and v from an array, value j at j · step. */
  void take(double[] m, int atP, int atV, int step) {
    for (int j = 0; j < p.length; j++) {
      p[j] = m[atP + j * step];
      v[j] = m[atV + j * step];
    }
  }

  @Override
  public TrainingTrajectory trajectory() {
    return history.trajectory();
  }

  /** Epochs completed. */
  int epoch() {
    return history.epochs();
  }

  @Override
  public int epochsLeft() {
    return hyperparameters.epochs() - history.epochs();
  }

  @Override
  public double[] parameters() {
    return p.clone();
  }

  /** The velocity so far, that of b last, on the scale of the dataset; a copy. */
  public double[] velocity() {
    return v.clone();
  }

  /** Sets the velocity, that of b last, on the scale of the dataset. */
  public void setVelocity(double[] velocity) {
    System.arraycopy(velocity, 0, v, 0, v.length);
  }

  @Override
  public void close() {
    if (kernel != null && training != null) {
      kernel.close();
      kernel = null;
    }
    heldOut.close();
  }
}
