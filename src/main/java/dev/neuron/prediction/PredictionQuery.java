package dev.neuron.prediction;

import org.jspecify.annotations.Nullable;

/**
 * The query parameters of rows that are not JSON.
 *
 * @param model id or name of a model; required
 * @param threshold null for the default
 */
record PredictionQuery(@Nullable String model, @Nullable Double threshold) {}
