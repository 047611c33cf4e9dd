package dev.neuron.training;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What goes with a table to train on, beside the hyperparameters. */
record TableQuery(
    @Parameter(description = "Of a table: a name for the model") @Nullable String name,
    @Parameter(
            description =
                "Of a table: the target's column, by name in CSV and by index in an array; by default"
                    + " the last")
        @Nullable String target,
    @Parameter(
            description =
                "Of a table: the most points that the loss history may have, 1 to 1000000")
        @Nullable Integer lossHistoryPoints) {}
