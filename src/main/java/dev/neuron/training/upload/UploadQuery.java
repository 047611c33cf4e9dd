package dev.neuron.training.upload;

import org.jspecify.annotations.Nullable;

/**
 * The query parameters of an upload, beside the hyperparameters.
 *
 * @param name of the model
 * @param target name of the target's column, or its index if columns have no names; null for the
 *     last column
 */
record UploadQuery(
    @Nullable String name, @Nullable String target, @Nullable Integer lossHistoryPoints) {}
