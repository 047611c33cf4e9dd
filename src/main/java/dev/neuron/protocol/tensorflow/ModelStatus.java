package dev.neuron.protocol.tensorflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.model.ModelSummary;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The state of a model's versions, in TensorFlow Serving's format; name and ready are KServe's. */
@Schema(name = "TensorFlowModelStatus")
record ModelStatus(
    String name,
    boolean ready,
    @JsonProperty("model_version_status") List<VersionStatus> modelVersionStatus) {

  /** The state of a version; every stored version is available. */
  @Schema(name = "TensorFlowVersionStatus")
  record VersionStatus(String version, String state, Status status) {}

  /** The status without an error. */
  @Schema(name = "TensorFlowStatus")
  record Status(
      @JsonProperty("error_code") String errorCode,
      @JsonProperty("error_message") String errorMessage) {}

  static ModelStatus of(String name, List<ModelSummary> versions) {
    Status fine = new Status("OK", "");
    return new ModelStatus(
        name,
        true,
        versions.stream()
            .map(model -> new VersionStatus(model.version(), "AVAILABLE", fine))
            .toList());
  }
}
