package dev.neuron.model;

import dev.neuron.core.TrainingResult;
import dev.neuron.diagnosis.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The training that a snapshot came from.
 *
 * @param result what it answered
 * @param startFrom id of the snapshot it went on from, if any
 * @param findings what was found on it
 */
public record Origin(TrainingResult result, @Nullable String startFrom, List<Finding> findings) {}
