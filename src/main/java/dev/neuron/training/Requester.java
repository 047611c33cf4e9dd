package dev.neuron.training;

import dev.neuron.model.Owner;
import java.util.function.LongConsumer;

/**
 * Who asks for a training.
 *
 * @param owner of the model
 * @param mode how they receive the result
 * @param progressPoints at how many epochs, evenly spread, they are told of progress in any case
 * @param memory receives the bytes that the training takes before they are allocated; throws if
 *     they are not available
 */
public record Requester(Owner owner, ResponseMode mode, int progressPoints, LongConsumer memory) {

  /** One who is told of no epoch in particular. */
  public Requester(Owner owner, ResponseMode mode, LongConsumer memory) {
    this(owner, mode, 0, memory);
  }
}
