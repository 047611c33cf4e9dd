package dev.neuron.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.NeuronParameters;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A neuron that was trained elsewhere. */
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record ModelImport(
    @Schema(description = "A name for it", pattern = ModelName.SCHEMA_PATTERN)
        @Nullable String name,
    @JsonProperty("W")
        @ArraySchema(
            minItems = 1,
            arraySchema =
                @Schema(description = "Weights", requiredMode = Schema.RequiredMode.REQUIRED))
        double @Nullable [] weights,
    @JsonProperty("b") @Schema(description = "Bias", requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable Double bias,
    @ArraySchema(
            schema = @Schema(minLength = 1, maxLength = 200),
            uniqueItems = true,
            arraySchema = @Schema(description = "One name a weight"))
        @Nullable List<String> featureNames) {

  /** The content for the store, of this owner; checks everything. */
  ModelSnapshot.Content toContent(Owner owner) {
    NeuronParameters parameters = NeuronParameters.given(weights, bias);
    List<String> names =
        featureNames == null
            ? null
            : Dataset.checkedFeatureNames(featureNames, parameters.features());
    return new ModelSnapshot.Content(owner, ModelName.checked(name), parameters, names, null);
  }
}
