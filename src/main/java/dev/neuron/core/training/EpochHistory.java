package dev.neuron.core.training;

/** Records the epochs of a descent: the histories of its losses, and its trajectory. */
final class EpochHistory {

  private final boolean hasHeldOut;
  private final LossHistory losses;
  private final LossHistory heldOutLosses;
  private final TrainingTrajectory trajectory;

  /**
   * @param hasHeldOut whether there are held-out losses
   * @param start W and b before the first epoch, b last; copied
   */
  EpochHistory(Hyperparameters hyperparameters, boolean hasHeldOut, double[] start) {
    this.hasHeldOut = hasHeldOut;
    losses = new LossHistory(hyperparameters.lossHistoryPoints());
    heldOutLosses = new LossHistory(hyperparameters.lossHistoryPoints());
    trajectory = new TrainingTrajectory(hyperparameters.epochs(), start);
  }

  /**
   * Records an epoch.
   *
   * @param loss what its forward pass saw
   * @param heldOutLoss before its first update; ignored without held-out rows
   * @param p W and b after it; read only at checkpoints of the trajectory
   */
  void add(double loss, double heldOutLoss, double[] p) {
    int epoch = epochs();
    losses.add(epoch, loss);
    if (hasHeldOut) {
      heldOutLosses.add(epoch, heldOutLoss);
    }
    trajectory.add(loss, p);
  }

  /** The number of epochs so far. */
  int epochs() {
    return trajectory.epochs();
  }

  LossHistory losses() {
    return losses;
  }

  LossHistory heldOutLosses() {
    return heldOutLosses;
  }

  TrainingTrajectory trajectory() {
    return trajectory;
  }
}
