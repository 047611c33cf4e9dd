package dev.neuron.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/** What MLflow's scoring server answers on an error. */
public record MlflowError(
    @JsonProperty("error_code") @Schema(example = "BAD_REQUEST") String errorCode,
    @Schema(description = "What is wrong, and where") String message) {}
