package dev.neuron.core;

import dev.neuron.core.InvalidInputException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One training by gradient descent on the scale of its dataset: the epochs, the updates and when to
 * stop. To be run once and then closed.
 */
final class GradientDescent implements AutoCloseable {

  /**
   * What came of it.
   *
   * @param parameters W first and b last, on the scale of the dataset; not yet checked to be finite
   * @param penalty λ Σ W² of these parameters
   */
  record Outcome(
      double[] parameters,
      double penalty,
      LossHistory lossHistory,
      LossHistory validationLossHistory,
      int epochsRun,
      StopReason stopReason) {}

  private final Hyperparameters hyperparameters;
  private final int n;
  private final int d;
  private final int batchSize;
  private final Kernel kernel;
  private final BatchWeight weights;
  private final double totalWeight;
  private final HeldOut heldOut;
  private final int @Nullable [] order;
  private final RandomStream shuffling;
  private final double[] p;
  private final double[] v;
  private final double[] gradient;

  /**
   * @param heldOut rows to watch the loss of, on the same scale; null for none
   * @param hyperparameters as {@link Hyperparameters#forRows} made them for the training rows
   * @param p where to start, W first and b last; modified
   */
  GradientDescent(
      Dataset training, @Nullable Dataset heldOut, Hyperparameters hyperparameters, double[] p) {
    this(training, heldOut, hyperparameters, p, kernel(training, hyperparameters));
  }

  /** As above, with a kernel of one's choice for the training rows, which is closed with this. */
  GradientDescent(
      Dataset training,
      @Nullable Dataset heldOut,
      Hyperparameters hyperparameters,
      double[] p,
      Kernel kernel) {
    this.hyperparameters = hyperparameters;
    this.p = p;
    n = training.rows();
    d = training.features();
    v = new double[d + 1];
    gradient = new double[d + 1];
    batchSize = batchSize(training, hyperparameters);
    this.kernel = kernel;
    weights = new BatchWeight(training);
    totalWeight = weights.of(null, 0, n);
    this.heldOut =
        new HeldOut(heldOut, hyperparameters.loss(), hyperparameters.tolerance() != null);
    shuffling = new RandomStream(hyperparameters.seed(), RandomStream.Purpose.SHUFFLE);
    order = shuffles(hyperparameters) ? RandomStream.naturalOrder(n) : null;
  }

  private static Kernel kernel(Dataset training, Hyperparameters hyperparameters) {
    return Kernel.of(
        training,
        hyperparameters.loss(),
        batchSize(training, hyperparameters),
        shuffles(hyperparameters));
  }

  private static int batchSize(Dataset training, Hyperparameters hyperparameters) {
    Integer size = hyperparameters.batchSize();
    return size == null ? training.rows() : size;
  }

  private static boolean shuffles(Hyperparameters hyperparameters) {
    return Boolean.TRUE.equals(hyperparameters.shuffle());
  }

  /**
   * Runs the epochs.
   *
   * @throws InvalidInputException if a loss is no longer finite
   */
  Outcome run(TrainingListener listener) {
    LossHistory losses = new LossHistory(hyperparameters.lossHistoryPoints());
    LossHistory heldOutLosses = new LossHistory(hyperparameters.lossHistoryPoints());
    EarlyStopping stopping =
        new EarlyStopping(hyperparameters.tolerance(), hyperparameters.patience());
    StopReason stopReason = StopReason.EPOCHS_COMPLETED;
    int epoch = 0;
    while (epoch < hyperparameters.epochs() && stopReason == StopReason.EPOCHS_COMPLETED) {
      double heldOutLoss = finite(heldOut.watch(p, penalty(p)), epoch);
      double loss = finite(runEpoch(), epoch);
      losses.add(epoch, loss);
      if (heldOut.exists()) {
        heldOutLosses.add(epoch, heldOutLoss);
      }
      if (stopping.shouldStop(heldOut.exists() ? heldOutLoss : loss)) {
        stopReason = heldOut.exists() ? StopReason.EARLY_STOPPED : StopReason.CONVERGED;
      }
      if (!listener.epochCompleted(epoch, loss)) {
        stopReason = StopReason.CANCELLED;
      }
      epoch++;
    }
    heldOut.watch(p, penalty(p));
    double[] answer = heldOut.bestOr(p);
    return new Outcome(answer, penalty(answer), losses, heldOutLosses, epoch, stopReason);
  }

  @Override
  public void close() {
    kernel.close();
    heldOut.close();
  }

  private double runEpoch() {
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
        loss += batchWeight * penalty(p);
        loss += kernel.lossAndGradient(p, order, from, to, gradient);
        update(batchWeight);
      }
    }
    return loss / totalWeight;
  }

  /** v ← μ v − α dL/dp, p ← p + v. */
  private void update(double batchWeight) {
    double mean = 1 / batchWeight;
    double decay = 2 * hyperparameters.l2();
    double momentum = hyperparameters.momentum();
    double rate = hyperparameters.learningRate();
    for (int j = 0; j <= d; j++) {
      double derivative = Math.fma(j < d ? decay : 0, p[j], gradient[j] * mean);
      v[j] = Math.fma(-rate, derivative, momentum * v[j]);
      p[j] += v[j];
    }
  }

  private double penalty(double[] parameters) {
    if (hyperparameters.l2() == 0) {
      return 0;
    }
    double squares = 0;
    for (int j = 0; j < d; j++) {
      squares = Math.fma(parameters[j], parameters[j], squares);
    }
    return hyperparameters.l2() * squares;
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
