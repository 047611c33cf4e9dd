package dev.neuron.protocol.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tensors that were inferred. */
record InferenceResponse(
    @JsonProperty("model_name") @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
        String modelName,
    @JsonProperty("model_version") @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
        String modelVersion,
    @Schema(description = "That of the request") @Nullable String id,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<Output> outputs) {

  /** y, the predictions, or label, what they come to. */
  @Schema(name = "InferenceOutput")
  record Output(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {"y", "label"})
          String name,
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              allowableValues = {"FP64", "INT32"})
          String datatype,
      @Schema(description = "n", requiredMode = Schema.RequiredMode.REQUIRED) List<Integer> shape,
      @Schema(
              implementation = double[].class,
              description = "n numbers",
              requiredMode = Schema.RequiredMode.REQUIRED)
          Object data) {}
}
