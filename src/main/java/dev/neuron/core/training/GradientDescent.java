package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.kernel.Kernel;
import dev.neuron.core.neuron.GradientStep;
import dev.neuron.core.neuron.NeuronParameters;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gradient descent on the scale of its dataset: in each epoch a pass over the rows, and an update
 * after each batch.
 */
public final class GradientDescent extends Descent {

  private final Batches batches;
  private final double[] p;
  private final double[] v;
  private final double[] gradient;
  private final GradientStep step;

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
    super(hyperparameters, training, heldOut, p, kernel);
    this.p = p;
    v = new double[p.length];
    gradient = new double[p.length];
    step = hyperparameters.step();
    this.batches = batches;
  }

  /** Runs all epochs without a listener. */
  DescentResult run() {
    return Objects.requireNonNull(
        run(TrainingListener.NONE, () -> new NeuronParameters(new double[p.length - 1], 0)));
  }

  @Override
  @Nullable StopReason runEpoch(Kernel kernel) {
    double heldOutLoss = heldOut().watch(p, step.penalty(p));
    double loss = loss(kernel);
    return record(loss, heldOutLoss, p);
  }

  /** Updates W and b after each batch; returns the loss that the forward passes saw. */
  private double loss(Kernel kernel) {
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

  @Override
  DescentResult result(Kernel kernel, StopReason stopReason) {
    heldOut().watch(p, step.penalty(p));
    double[] best = heldOut().bestOr(p);
    return result(best, step.penalty(best), stopReason, null);
  }

  @Override
  Kernel open(Dataset rows) {
    return Kernel.of(
        rows, hyperparameters().loss(), batches.size(), Batches.isShuffled(hyperparameters()));
  }

  /** Copies rows, settings and state into a lane of trainings side by side. */
  void fill(Lockstep lockstep, int lane) {
    lockstep.fill(lane, rows(), hyperparameters(), batches.totalWeight(), p, v);
  }

  /**
   * Records an epoch that was run side by side, of a training without held-out rows and without
   * tolerance. Before it, {@link #take} is needed if {@link TrainingTrajectory#isCheckpointNext()}.
   */
  void completed(double loss) {
    history().add(loss, 0, p);
  }

  /** Takes p and v from an array, value j at j · step. */
  void take(double[] m, int atP, int atV, int step) {
    for (int j = 0; j < p.length; j++) {
      p[j] = m[atP + j * step];
      v[j] = m[atV + j * step];
    }
  }

  /** Epochs completed. */
  int epoch() {
    return history().epochs();
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
}
