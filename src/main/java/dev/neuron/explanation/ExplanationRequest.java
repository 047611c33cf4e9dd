package dev.neuron.explanation;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.core.LossFunction;
import dev.neuron.core.Matrix;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A neuron, rows with their targets, and what a learner says of them. */
@Schema(name = "ExplanationRequest")
record ExplanationRequest(
    @Schema(description = "Id or name of a model; excludes W and b") @Nullable String modelId,
    @JsonProperty("W") @Schema(description = "Weights, instead of a modelId")
        double @Nullable [] weights,
    @JsonProperty("b") @Schema(description = "Bias, with W") @Nullable Double bias,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Matrix x,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Schema(ref = "#/components/schemas/Targets", requiredMode = Schema.RequiredMode.REQUIRED)
        double @Nullable [] y,
    @Schema(description = "α of the step", defaultValue = "0.5", exclusiveMinimumValue = 0)
        @Nullable Double learningRate,
    @Schema(
            type = "string",
            allowableValues = {"mse", "crossEntropy"},
            defaultValue = "mse")
        @Nullable LossFunction loss,
    @Schema(description = "What a learner worked out: any of these, to be judged in verdicts")
        @Nullable Quantities claims) {}
