package dev.neuron.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/** The error response of MLflow's scoring server. */
public record MlflowError(
    @JsonProperty("error_code") @Schema(example = "BAD_REQUEST") String errorCode,
    @Schema(description = "What is wrong, and where") String message) {}
