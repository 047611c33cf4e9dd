package dev.neuron.training;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a dataset in JSON.
 *
 * @param dryRun true to return only the cost of the training
 * @param progressPoints of a stream: at how many epochs progress is always reported
 */
record TrainingQuery(
    @Parameter(
            description =
                "Train nothing: only say what it would cost and what can be found in its rows",
            schema = @Schema(type = "boolean", defaultValue = "false"))
        @Nullable Boolean dryRun,
    @Parameter(
            description =
                "Of a stream: at how many epochs, evenly spread, to tell of progress in any case, also"
                    + " if they come faster than 20 a second",
            schema = @Schema(type = "integer", defaultValue = "0", minimum = "0", maximum = "1000"))
        @Nullable Integer progressPoints) {}
