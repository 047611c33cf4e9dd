package dev.neuron.prediction;

import org.jspecify.annotations.Nullable;

/**
 * What goes with rows that are not JSON.
 *
 * @param model id or name of a model, needed
 * @param threshold null for the default
 */
record PredictionQuery(@Nullable String model, @Nullable Double threshold) {}
