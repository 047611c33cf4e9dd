package dev.neuron.training;

import org.jspecify.annotations.Nullable;

/**
 * What goes with a dataset in JSON.
 *
 * @param dryRun whether to say only what the training would cost
 * @param progressPoints of a stream: at how many epochs progress is told in any case
 */
record TrainingQuery(@Nullable Boolean dryRun, @Nullable Integer progressPoints) {}
