package dev.neuron.training;

import dev.neuron.model.Owner;
import java.util.function.LongConsumer;

/**
 * Who asks for a training.
 *
 * @param owner of the model
 * @param patience how they take part
 * @param progressPoints at how many epochs, evenly spread, they are told of progress in any case
 * @param memory receives the bytes that the training takes before they are allocated; throws if
 *     they are not available
 */
public record Requester(Owner owner, Patience patience, int progressPoints, LongConsumer memory) {

  /** One who is told of no epoch in particular. */
  public Requester(Owner owner, Patience patience, LongConsumer memory) {
    this(owner, patience, 0, memory);
  }
}
