package dev.neuron.protocol.tensorflow;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The predictions: of instances in the row format, of inputs in the column format. */
@Schema(name = "TensorFlowPredictions")
record PredictResponse(
    @Schema(description = "One a row, where there were instances") double @Nullable [] predictions,
    @Schema(description = "One a row, where there were inputs") double @Nullable [] outputs) {}
