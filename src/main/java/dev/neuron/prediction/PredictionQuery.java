package dev.neuron.prediction;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What goes with rows that are not JSON. */
record PredictionQuery(
    @Parameter(description = "Id or name of the model; needed unless the body is JSON")
        @Nullable String model,
    @Parameter(
            description =
                "Predictions of at least this, in [0, 1], get the label 1; 0.5 by default. JSON has it"
                    + " in the body")
        @Nullable Double threshold) {}
