package dev.neuron.training;

import dev.neuron.model.Owner;
import java.util.function.LongConsumer;

/**
 * The caller of a training, and how it receives the result.
 *
 * @param owner of the model
 * @param mode how the caller receives the result
 * @param progressPoints at how many evenly spread epochs progress is always reported
 * @param memory receives the bytes that the training takes before they are allocated; throws if
 *     they are not available
 */
public record Requester(Owner owner, ResponseMode mode, int progressPoints, LongConsumer memory) {

  /** A copy for which more memory is reserved beside what the training takes. */
  Requester withMemoryBeside(long more) {
    return new Requester(owner, mode, progressPoints, bytes -> memory.accept(bytes + more));
  }

  /** Creates a requester without progress points. */
  public Requester(Owner owner, ResponseMode mode, LongConsumer memory) {
    this(owner, mode, 0, memory);
  }
}
