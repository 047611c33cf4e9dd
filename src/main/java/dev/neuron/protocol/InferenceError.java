package dev.neuron.protocol;

import io.swagger.v3.oas.annotations.media.Schema;

/** The error response of the protocols of {@code /v1} and {@code /v2}. */
public record InferenceError(@Schema(description = "What is wrong, and where") String error) {}
