package dev.neuron.training;

import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a table to train on, beside the hyperparameters.
 *
 * @param name of the model
 * @param target name of the target's column, or its index if columns have no names; null for the
 *     last column
 * @param lossHistoryPoints null for the default
 */
public record TableQuery(
    @Nullable String name, @Nullable String target, @Nullable Integer lossHistoryPoints) {}
