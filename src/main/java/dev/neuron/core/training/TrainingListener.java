package dev.neuron.core.training;

import dev.neuron.core.neuron.NeuronParameters;
import java.util.function.Supplier;

/** Is told of a training's progress, on the thread that trains, and may end it or let it pause. */
@FunctionalInterface
public interface TrainingListener {

  /** The next action of a training after an epoch other than its last. */
  enum Signal {
    GO_ON,
    /** To be run on later, with the same bits as if it had not paused. */
    PAUSE,
    /** End with {@link StopReason#CANCELLED}. */
    CANCEL,
    /** End with {@link StopReason#DEADLINE}. */
    OVERDUE
  }

  /** Lets every training run to its end. */
  TrainingListener NONE = (epoch, loss, parameters) -> Signal.GO_ON;

  /**
   * An epoch has ended. Called some million times a second for a handful of rows, so it should not
   * do more than look at a field.
   *
   * @param epoch 0-based
   * @param loss what the epoch's forward pass saw
   * @param parameters W and b after the epoch, for raw rows, calculated when asked for; to be asked
   *     during the call alone
   */
  Signal epochCompleted(int epoch, double loss, Supplier<NeuronParameters> parameters);

  /**
   * The last epoch has ended, after which the training ends of its own accord. Called instead of
   * {@link #epochCompleted}, right before the result is there.
   *
   * @param epoch 0-based
   * @param loss what the epoch's forward pass saw, not that of the result
   * @param parameters W and b after the epoch; those of the result may be from an earlier epoch
   */
  default void lastEpochCompleted(int epoch, double loss, Supplier<NeuronParameters> parameters) {
    var _ = epochCompleted(epoch, loss, parameters);
  }
}
