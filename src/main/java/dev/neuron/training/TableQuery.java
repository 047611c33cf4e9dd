package dev.neuron.training;

import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a table to train on, beside the hyperparameters.
 *
 * @param target name of the target's column, or its index if columns have no names; null for the
 *     last column
 * @param dryRun true to return only the cost of the training
 * @param progressPoints of a stream: at how many epochs progress is always reported
 */
record TableQuery(
    @Nullable String name,
    @Nullable String target,
    @Nullable Integer lossHistoryPoints,
    @Nullable Boolean dryRun,
    @Nullable Integer progressPoints) {}
