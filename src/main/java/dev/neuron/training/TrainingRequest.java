package dev.neuron.training;

import dev.neuron.model.ModelName;
import dev.neuron.table.RawDataset;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A dataset and how to train on it. */
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record TrainingRequest(
    @Schema(
            description = "A name under which the newest model trained can be found again",
            pattern = ModelName.SCHEMA_PATTERN)
        @Nullable String name,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable RawDataset dataset,
    @Nullable HyperparametersRequest hyperparameters,
    @Schema(
            description = "The most points that the loss history may have; it is thinned to fit",
            defaultValue = "1000",
            minimum = "1",
            maximum = "1000000")
        @Nullable Integer lossHistoryPoints) {

  public HyperparametersRequest hyperparametersOrDefaults() {
    return Objects.requireNonNullElse(hyperparameters, HyperparametersRequest.DEFAULTS);
  }
}
