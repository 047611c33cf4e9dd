package dev.neuron.prediction;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.table.Table;
import dev.neuron.table.UnknownCategories;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A neuron, by id, by name or as W and b, and rows for it. */
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record PredictionRequest(
    @Schema(description = "Id or name of a model; excludes W and b") @Nullable String modelId,
    @JsonProperty("W") @Schema(description = "Weights, instead of a modelId")
        double @Nullable [] weights,
    @JsonProperty("b") @Schema(description = "Bias, with W") @Nullable Double bias,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Table x,
    @Schema(
            description = "Predictions of at least this get the label of the positive class",
            defaultValue = "0.5",
            minimum = "0",
            maximum = "1")
        @Nullable Double threshold,
    @Schema(
            description =
                "What becomes of levels that the training has not seen: refuse, or take them for the"
                    + " reference of their column",
            type = "string",
            allowableValues = {"refuse", "reference"},
            defaultValue = "refuse")
        @Nullable UnknownCategories unknownCategories) {}
