package dev.neuron.training;

import org.jspecify.annotations.Nullable;

/**
 * What goes with a dataset in JSON.
 *
 * @param dryRun whether to say only what the training would cost
 */
record TrainingQuery(@Nullable Boolean dryRun) {}
