package dev.neuron.core.training;

import dev.neuron.core.neuron.NeuronParameters;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The search for W and b on the scale of its dataset, epoch by epoch. Can be paused between epochs,
 * closed meanwhile so that it holds nothing but its state, and resumed, with the same bits. For one
 * thread at a time.
 */
public interface Descent extends AutoCloseable {

  /**
   * Runs epochs to the end, or until the listener asks for a pause.
   *
   * @param current W and b so far, as the listener receives them
   * @return the result; null if the listener has paused the descent
   * @throws dev.neuron.core.data.InvalidInputException if a loss is no longer finite
   */
  @Nullable DescentResult run(TrainingListener listener, Supplier<NeuronParameters> current);

  /** W and b so far, b last, on the scale of the dataset; a copy. */
  double[] parameters();

  /** The course of the loss so far. */
  TrainingTrajectory trajectory();

  /** Epochs that are left. */
  int epochsLeft();

  /** Returns borrowed memory; {@link #run} borrows it again. */
  @Override
  void close();
}
