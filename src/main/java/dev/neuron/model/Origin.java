package dev.neuron.model;

import dev.neuron.core.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * The training that a snapshot came from.
 *
 * @param result what it answered
 * @param startFrom id of the snapshot it went on from, if any
 */
public record Origin(TrainingResult result, @Nullable String startFrom) {}
