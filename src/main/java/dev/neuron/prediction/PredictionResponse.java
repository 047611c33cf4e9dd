package dev.neuron.prediction;

import dev.neuron.table.Classes;
import dev.neuron.table.Labels;
import dev.neuron.table.Predictions;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The predictions and labels, one each per row. */
@Schema(name = "Predictions")
record PredictionResponse(
    @Schema(description = "Id of the model; absent if W and b came with the request")
        @Nullable String modelId,
    @Schema(description = "ŷ = σ(xW + b) in [0, 1], one a row") double[] predictions,
    @Schema(
            description =
                "The positive class where the prediction is at least the threshold, else the other; 1"
                    + " and 0 unless the model's classes are called otherwise")
        Labels labels)
    implements Predictions {

  static PredictionResponse of(
      @Nullable String modelId, double[] predictions, double threshold, @Nullable Classes classes) {
    return new PredictionResponse(modelId, predictions, Labels.of(predictions, threshold, classes));
  }
}
