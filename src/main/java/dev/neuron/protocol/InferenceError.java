package dev.neuron.protocol;

import io.swagger.v3.oas.annotations.media.Schema;

/** What the protocols of {@code /v1} and {@code /v2} answer on an error. */
public record InferenceError(@Schema(description = "What is wrong, and where") String error) {}
