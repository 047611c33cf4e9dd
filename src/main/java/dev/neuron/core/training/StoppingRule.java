package dev.neuron.core.training;

import dev.neuron.core.training.TrainingListener.Signal;
import org.jspecify.annotations.Nullable;

/** Decides after each epoch whether a descent ends, and why. */
final class StoppingRule {

  private final EarlyStopping earlyStopping;
  private final boolean watchesHeldOut;
  private final int epochs;

  /**
   * @param watchesHeldOut whether the watched loss is that of held-out rows
   * @param tolerance the smallest improvement of that loss that counts; null never stops early
   */
  StoppingRule(
      Hyperparameters hyperparameters, boolean watchesHeldOut, @Nullable Double tolerance) {
    earlyStopping = new EarlyStopping(tolerance, hyperparameters.patience());
    this.watchesHeldOut = watchesHeldOut;
    epochs = hyperparameters.epochs();
  }

  /**
   * The reason for which a descent ends with an epoch of its own accord; null if it continues.
   *
   * @param epoch 0-based, each in turn
   */
  @Nullable StopReason after(int epoch, double watchedLoss) {
    if (earlyStopping.shouldStop(watchedLoss)) {
      return watchesHeldOut ? StopReason.EARLY_STOPPED : StopReason.CONVERGED;
    }
    return epoch + 1 == epochs ? StopReason.EPOCHS_COMPLETED : null;
  }

  /** The reason for which a descent ends at this signal; null if it continues. */
  static @Nullable StopReason at(Signal signal) {
    return switch (signal) {
      case CANCEL -> StopReason.CANCELLED;
      case OVERDUE -> StopReason.DEADLINE;
      case GO_ON, PAUSE -> null;
    };
  }
}
