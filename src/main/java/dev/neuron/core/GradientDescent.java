package dev.neuron.core;

import dev.neuron.core.InvalidInputException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One training by gradient descent on the scale of its dataset: the epochs, the updates and when to
 * stop. To be run once.
 */
final class GradientDescent {

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
  private final @Nullable Kernel heldOut;
  private final double heldOutWeight;
  private final double totalWeight;
  private final int @Nullable [] order;
  private final @Nullable RandomStream shuffling;
  private final double[] p;
  private final double[] v;
  private final double[] gradient;
  private double @Nullable [] best;
  private double bestHeldOutLoss = Double.POSITIVE_INFINITY;

  /**
   * @param hyperparameters as {@link Hyperparameters#forRows} made them for the training rows
   * @param p where to start, W first and b last; modified
   */
  GradientDescent(
      Dataset training, @Nullable Dataset heldOut, Hyperparameters hyperparameters, double[] p) {
    this.hyperparameters = hyperparameters;
    this.p = p;
    n = training.rows();
    d = training.features();
    v = new double[d + 1];
    gradient = new double[d + 1];
    batchSize = hyperparameters.batchSize() == null ? n : hyperparameters.batchSize();
    kernel = Kernel.of(training, hyperparameters.loss());
    totalWeight = kernel.weight(null, 0, n);
    if (heldOut == null) {
      this.heldOut = null;
      heldOutWeight = 0;
    } else {
      this.heldOut = Kernel.of(heldOut, hyperparameters.loss());
      heldOutWeight = this.heldOut.weight(null, 0, heldOut.rows());
    }
    boolean shuffle = Boolean.TRUE.equals(hyperparameters.shuffle());
    shuffling =
        shuffle ? new RandomStream(hyperparameters.seed(), RandomStream.Purpose.SHUFFLE) : null;
    order = shuffle ? RandomStream.naturalOrder(n) : null;
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
      double heldOutLoss = watchHeldOut();
      double loss = finite(runEpoch(), epoch);
      losses.add(epoch, loss);
      if (heldOut != null) {
        heldOutLosses.add(epoch, finite(heldOutLoss, epoch));
      }
      if (stopping.shouldStop(heldOut == null ? loss : heldOutLoss)) {
        stopReason = heldOut == null ? StopReason.CONVERGED : StopReason.EARLY_STOPPED;
      }
      if (!listener.epochCompleted(epoch, loss)) {
        stopReason = StopReason.CANCELLED;
      }
      epoch++;
    }
    watchHeldOut();
    double[] answer = best == null ? p : best;
    return new Outcome(answer, penalty(answer), losses, heldOutLosses, epoch, stopReason);
  }

  /** The held-out loss of the parameters as they are; keeps them if they are the best so far. */
  private double watchHeldOut() {
    if (heldOut == null) {
      return 0;
    }
    double loss = heldOut.loss(p) / heldOutWeight + penalty(p);
    if (hyperparameters.tolerance() != null && loss < bestHeldOutLoss) {
      bestHeldOutLoss = loss;
      best = p.clone();
    }
    return loss;
  }

  private double runEpoch() {
    if (shuffling != null && order != null) {
      shuffling.shuffle(order);
    }
    double loss = 0;
    for (int from = 0; from < n; from += batchSize) {
      int to = Math.min(n, from + batchSize);
      double batchWeight = batchSize == n ? totalWeight : kernel.weight(order, from, to);
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
    for (int j = 0; j <= d; j++) {
      double decay = j < d ? 2 * hyperparameters.l2() : 0;
      double derivative = Math.fma(decay, p[j], gradient[j] * mean);
      v[j] =
          Math.fma(-hyperparameters.learningRate(), derivative, hyperparameters.momentum() * v[j]);
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
