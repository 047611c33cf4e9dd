package dev.neuron.protocol.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tensors that were inferred. */
record InferenceResponse(
    @JsonProperty("model_name") String modelName,
    @JsonProperty("model_version") String modelVersion,
    @Schema(description = "That of the request") @Nullable String id,
    List<Output> outputs) {

  /** The output y with the predictions, or the output label with their labels. */
  @Schema(name = "InferenceOutput")
  record Output(
      @Schema(allowableValues = {"y", "label"}) String name,
      @Schema(allowableValues = {"FP64", "INT32", "BYTES", "BOOL"}) String datatype,
      @Schema(description = "n") List<Integer> shape,
      @Schema(
              implementation = Object[].class,
              description = "n predictions, or n names of classes: 0 and 1 unless they have others")
          Object data) {}
}
