package dev.neuron.training.job;

import dev.neuron.model.Owner;
import dev.neuron.training.run.TrainingRun;
import java.time.Instant;

/**
 * A training in the background.
 *
 * @param id made by the service, cannot be guessed
 * @param createdAt when it was accepted; strictly increasing on each replica
 */
public record Job(String id, Owner owner, Instant createdAt, TrainingRun run) {}
