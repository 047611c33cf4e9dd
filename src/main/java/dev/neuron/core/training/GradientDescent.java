package dev.neuron.core.training;

import dev.neuron.core.data.BatchWeight;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.math.RandomStream;
import dev.neuron.core.neuron.GradientStep;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.TrainingListener.Signal;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One training by gradient descent on the scale of its dataset: the epochs, the updates and when to
 * stop. Can be paused between epochs, closed meanwhile so that it holds nothing but its state, and
 * run on, with the same bits.
 */
public final class GradientDescent implements AutoCloseable {

  /**
   * What came of it.
   *
   * @param parameters W first and b last, on the scale of the dataset; not yet checked to be finite
   * @param penalty λ Σ W² of these parameters
   */
  record DescentResult(
      double[] parameters,
      double penalty,
      LossHistory lossHistory,
      LossHistory validationLossHistory,
      int epochsRun,
      StopReason stopReason) {}

  private final Hyperparameters hyperparameters;
  private final @Nullable Dataset training;
  private final int n;
  private final int d;
  private final int batchSize;
  private final BatchWeight weights;
  private final double totalWeight;
  private final HeldOut heldOut;
  private final int @Nullable [] order;
  private final RandomStream shuffling;
  private final double[] p;
  private final double[] v;
  private final double[] gradient;
  private final GradientStep step;
  private final LossHistory losses;
  private final LossHistory heldOutLosses;
  private final TrainingTrajectory course;
  private final EarlyStopping stopping;
  private @Nullable Kernel kernel;
  private int epoch;

  /**
   * @param heldOut rows to watch the loss of, on the same scale; null for none
   * @param hyperparameters as {@link Hyperparameters#forRows} made them for the training rows
   * @param p where to start, W first and b last; modified
   */
  public GradientDescent(
      Dataset training, @Nullable Dataset heldOut, Hyperparameters hyperparameters, double[] p) {
    this(training, heldOut, hyperparameters, p, null);
  }

  /** A descent with a given kernel for the training rows until this is closed. */
  public GradientDescent(
      Dataset training,
      @Nullable Dataset heldOut,
      Hyperparameters hyperparameters,
      double[] p,
      @Nullable Kernel kernel) {
    this(
        training,
        training.rows(),
        training.features(),
        new BatchWeight(training),
        heldOut,
        hyperparameters,
        p,
        kernel);
  }

  /**
   * Over rows without weights that only the kernel knows, in full batches.
   *
   * @param n how many rows
   * @param d how many features
   * @param kernel outlives this
   */
  public GradientDescent(int n, int d, Hyperparameters hyperparameters, double[] p, Kernel kernel) {
    this(null, n, d, new BatchWeight(null), null, hyperparameters, p, kernel);
  }

  private GradientDescent(
      @Nullable Dataset training,
      int n,
      int d,
      BatchWeight weights,
      @Nullable Dataset heldOut,
      Hyperparameters hyperparameters,
      double[] p,
      @Nullable Kernel kernel) {
    this.training = training;
    this.hyperparameters = hyperparameters;
    this.p = p;
    this.n = n;
    this.d = d;
    this.weights = weights;
    v = new double[d + 1];
    gradient = new double[d + 1];
    step = hyperparameters.step();
    batchSize = hyperparameters.batchSize() == null ? n : hyperparameters.batchSize();
    this.kernel = kernel;
    totalWeight = weights.of(null, 0, n);
    this.heldOut =
        new HeldOut(heldOut, hyperparameters.loss(), hyperparameters.tolerance() != null);
    shuffling = new RandomStream(hyperparameters.seed(), RandomStream.Purpose.SHUFFLE);
    order = shuffles(hyperparameters) ? RandomStream.naturalOrder(n) : null;
    losses = new LossHistory(hyperparameters.lossHistoryPoints());
    heldOutLosses = new LossHistory(hyperparameters.lossHistoryPoints());
    course = new TrainingTrajectory(hyperparameters.epochs(), p);
    stopping = new EarlyStopping(hyperparameters.tolerance(), hyperparameters.patience());
  }

  /** The kernel until this is closed. */
  private Kernel kernel() {
    if (kernel == null) {
      kernel = Kernel.of(rows(), hyperparameters.loss(), batchSize, shuffles(hyperparameters));
    }
    return kernel;
  }

  private Dataset rows() {
    return Objects.requireNonNull(training, "only its kernel knows the rows");
  }

  private static boolean shuffles(Hyperparameters hyperparameters) {
    return Boolean.TRUE.equals(hyperparameters.shuffle());
  }

  /** Runs all epochs without a listener. */
  DescentResult run() {
    return Objects.requireNonNull(
        run(TrainingListener.NONE, () -> new NeuronParameters(new double[d], 0)));
  }

  /**
   * Runs epochs to the end, or until the listener asks for something else.
   *
   * @param current W and b so far as the listener is to see them
   * @return what came of it; null if the listener has paused it
   * @throws InvalidInputException if a loss is no longer finite
   */
  @Nullable DescentResult run(TrainingListener listener, Supplier<NeuronParameters> current) {
    Kernel working = kernel();
    StopReason stopReason = null;
    while (stopReason == null) {
      double heldOutLoss = finite(heldOut.watch(p, step.penalty(p)), epoch);
      double loss = finite(runEpoch(working), epoch);
      record(loss, heldOutLoss);
      stopReason = stopReason(heldOut.exists() ? heldOutLoss : loss);
      if (stopReason != null) {
        listener.lastEpochCompleted(epoch++, loss, current);
      } else {
        Signal signal = listener.epochCompleted(epoch++, loss, current);
        if (signal == Signal.PAUSE) {
          return null;
        }
        stopReason = stopReason(signal);
      }
    }
    heldOut.watch(p, step.penalty(p));
    double[] answer = heldOut.bestOr(p);
    return new DescentResult(
        answer, step.penalty(answer), losses, heldOutLosses, epoch, stopReason);
  }

  /** Gives a lane of trainings side by side what it needs of this. */
  void fill(Lockstep lockstep, int lane) {
    lockstep.fill(lane, rows(), hyperparameters, totalWeight, p, v);
  }

  /**
   * An epoch was run elsewhere, of a training without rows held out and without tolerance; p is to
   * be taken before if {@link TrainingTrajectory#isCheckpointNext()}.
   */
  void completed(double loss) {
    record(loss, 0);
    epoch++;
  }

  /** Takes p and v from an array, value j at j · step. */
  void take(double[] m, int atP, int atV, int step) {
    for (int j = 0; j <= d; j++) {
      p[j] = m[atP + j * step];
      v[j] = m[atV + j * step];
    }
  }

  /** How the loss has gone so far. */
  TrainingTrajectory course() {
    return course;
  }

  /** Epochs completed. */
  int epoch() {
    return epoch;
  }

  int epochsLeft() {
    return hyperparameters.epochs() - epoch;
  }

  /** W and b so far, b last, on the scale of the dataset; a copy. */
  public double[] parameters() {
    return p.clone();
  }

  /** The velocity so far, that of b last, on the scale of the dataset; a copy. */
  public double[] velocity() {
    return v.clone();
  }

  /** Sets the velocity, that of b last, on the scale of the dataset. */
  public void setVelocity(double[] velocity) {
    System.arraycopy(velocity, 0, v, 0, d + 1);
  }

  /** Gives back what was borrowed; what is run on after that borrows it again. */
  @Override
  public void close() {
    if (kernel != null && training != null) {
      kernel.close();
      kernel = null;
    }
    heldOut.close();
  }

  private void record(double loss, double heldOutLoss) {
    losses.add(epoch, loss);
    course.add(loss, p);
    if (heldOut.exists()) {
      heldOutLosses.add(epoch, heldOutLoss);
    }
  }

  /** Why the training ends with this epoch of its own accord; null if it does not. */
  private @Nullable StopReason stopReason(double watchedLoss) {
    if (stopping.shouldStop(watchedLoss)) {
      return heldOut.exists() ? StopReason.EARLY_STOPPED : StopReason.CONVERGED;
    }
    return epoch + 1 == hyperparameters.epochs() ? StopReason.EPOCHS_COMPLETED : null;
  }

  /** Why the training ends where its listener asks for this; null if it goes on. */
  private static @Nullable StopReason stopReason(Signal signal) {
    return switch (signal) {
      case CANCEL -> StopReason.CANCELLED;
      case OVERDUE -> StopReason.DEADLINE;
      case GO_ON, PAUSE -> null;
    };
  }

  private double runEpoch(Kernel kernel) {
    if (order != null) {
      shuffling.shuffle(order);
    }
    double loss = 0;
    int to = 0;
    while (to < n) {
      int from = to;
      to = from + Math.min(batchSize, n - from);
      double batchWeight = batchSize == n ? totalWeight : weights.of(order, from, to);
      if (batchWeight > 0) {
        loss += batchWeight * step.penalty(p);
        loss += kernel.lossAndGradient(p, order, from, to, gradient);
        step.take(p, v, gradient, batchWeight);
      }
    }
    return loss / totalWeight;
  }

  private static double finite(double loss, int epoch) {
    if (!Double.isFinite(loss)) {
      throw diverged("in epoch " + epoch);
    }
    return loss;
  }

  static InvalidInputException diverged(String when) {
    return new InvalidInputException(
        Reason.TRAINING_DIVERGED,
        "hyperparameters/learningRate",
        "W, b or the loss ceased to be a finite number %s; lower learningRate, momentum or l2, or set standardize to true."
            .formatted(when));
  }
}
