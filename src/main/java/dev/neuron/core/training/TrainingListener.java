package dev.neuron.core.training;

import dev.neuron.core.neuron.NeuronParameters;
import java.util.function.Supplier;

/** Receives a training's progress on the thread that trains, and may pause or end the training. */
@FunctionalInterface
public interface TrainingListener {

  /** The continuation of a training after an epoch that is not its last. */
  enum Signal {
    GO_ON,
    /** Pause; the training can be resumed, with the same bits as without the pause. */
    PAUSE,
    /** End with {@link StopReason#CANCELLED}. */
    CANCEL,
    /** End with {@link StopReason#DEADLINE}. */
    OVERDUE
  }

  /** Lets every training run to its end. */
  TrainingListener NONE = (epoch, loss, parameters) -> Signal.GO_ON;

  /**
   * Called after each epoch but the last: for a few rows some million times a second, so an
   * implementation should do no more than read a field.
   *
   * @param epoch 0-based
   * @param loss what the epoch's forward pass saw
   * @param parameters W and b after the epoch, for raw rows; calculated by the supplier, which is
   *     valid during the call only
   */
  Signal epochCompleted(int epoch, double loss, Supplier<NeuronParameters> parameters);

  /**
   * Called after the last epoch of a training that ends of its own accord, instead of {@link
   * #epochCompleted} and right before the result.
   *
   * @param epoch 0-based
   * @param loss what the epoch's forward pass saw, not that of the result
   * @param parameters W and b after the epoch; those of the result may be from an earlier epoch
   */
  default void lastEpochCompleted(int epoch, double loss, Supplier<NeuronParameters> parameters) {
    var _ = epochCompleted(epoch, loss, parameters);
  }
}
