package dev.neuron.training;

import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a table to train on, beside the hyperparameters.
 *
 * @param name of the model
 * @param lossHistoryPoints null for the default
 */
public record TableQuery(@Nullable String name, @Nullable Integer lossHistoryPoints) {}
