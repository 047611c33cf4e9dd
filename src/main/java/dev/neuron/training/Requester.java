package dev.neuron.training;

import dev.neuron.model.Owner;
import java.util.function.LongConsumer;

/**
 * Who asks for a training.
 *
 * @param owner of the model
 * @param patience how they take part
 * @param memory is told how many bytes the training takes before they are taken; throws if there
 *     are not so many
 */
public record Requester(Owner owner, Patience patience, LongConsumer memory) {}
