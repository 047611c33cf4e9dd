package dev.neuron.training;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a dataset in JSON.
 *
 * @param dryRun whether to say only what the training would cost
 * @param progressPoints of a stream: at how many epochs progress is told in any case
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
