package dev.neuron.training;

import org.jspecify.annotations.Nullable;

/**
 * What goes with a table to train on, beside the hyperparameters.
 *
 * @param target name of the target's column, or its index if columns have no names; null for the
 *     last column
 * @param dryRun whether to say only what the training would cost
 * @param progressPoints of a stream: at how many epochs progress is told in any case
 */
record TableQuery(
    @Nullable String name,
    @Nullable String target,
    @Nullable Integer lossHistoryPoints,
    @Nullable Boolean dryRun,
    @Nullable Integer progressPoints) {}
