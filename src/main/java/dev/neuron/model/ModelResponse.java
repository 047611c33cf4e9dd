package dev.neuron.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole snapshot, in the response to a training and to {@code GET /models/{id}}. The fields of a
 * training are absent if the neuron was imported.
 */
@Schema(
    name = "Model",
    description = "A neuron, and the training it came from if it was trained here")
public record ModelResponse(
    @Schema(description = "Made by the server; cannot be guessed") String modelId,
    @Nullable String name,
    @JsonProperty("W") @Schema(description = "Weights, for raw feature values") double[] weights,
    @JsonProperty("b") @Schema(description = "Bias") double bias,
    @JsonUnwrapped @Nullable TrainingSummary training,
    @Nullable List<String> featureNames,
    @Schema(
            description = "The columns that the features come from, in their order",
            requiredMode = Schema.RequiredMode.REQUIRED)
        List<ColumnResponse> columns,
    @Schema(description = "Absent if targets were not two values")
        @Nullable ClassesResponse classes,
    Instant createdAt) {

  /** The response for a snapshot. */
  public static ModelResponse of(ModelSnapshot snapshot) {
    Provenance origin = snapshot.content().origin();
    return new ModelResponse(
        snapshot.id(),
        snapshot.content().name(),
        snapshot.parameters().weights(),
        snapshot.parameters().bias(),
        origin == null ? null : TrainingSummary.of(origin, snapshot.featureNames()),
        snapshot.featureNames(),
        ColumnResponse.of(snapshot.encoding()),
        ClassesResponse.of(snapshot.encoding().classes()),
        snapshot.createdAt());
  }
}
