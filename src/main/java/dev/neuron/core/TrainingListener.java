package dev.neuron.core;

/** Is told of a training's progress, on the thread that trains. */
@FunctionalInterface
public interface TrainingListener {

  /** Lets every training run to its end. */
  TrainingListener NONE = (epoch, loss) -> true;

  /**
   * An epoch has ended.
   *
   * @param epoch 0-based
   * @param loss what the epoch's forward pass saw
   * @return whether to go on; false ends the training with {@link StopReason#CANCELLED}
   */
  boolean epochCompleted(int epoch, double loss);
}
