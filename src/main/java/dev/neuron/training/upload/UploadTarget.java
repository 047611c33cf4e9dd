package dev.neuron.training.upload;

import org.jspecify.annotations.Nullable;

/**
 * The query parameter for the target of an uploaded table.
 *
 * @param target the column of the target, by name or index; null for the last
 */
record UploadTarget(@Nullable String target) {}
