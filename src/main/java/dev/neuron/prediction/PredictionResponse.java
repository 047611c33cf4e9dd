package dev.neuron.prediction;

import dev.neuron.core.data.Predictions;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The predictions and labels, one each per row. */
@Schema(name = "Predictions")
record PredictionResponse(
    @Schema(description = "Id of the model; absent if W and b came with the request")
        @Nullable String modelId,
    @Schema(description = "ŷ = σ(xW + b) in [0, 1], one a row") double[] predictions,
    @Schema(description = "1 where the prediction is at least the threshold, else 0") int[] labels)
    implements Predictions {

  static PredictionResponse of(@Nullable String modelId, double[] predictions, double threshold) {
    return new PredictionResponse(modelId, predictions, Predictor.labels(predictions, threshold));
  }
}
