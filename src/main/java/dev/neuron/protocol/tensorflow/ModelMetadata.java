package dev.neuron.protocol.tensorflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.model.ModelSnapshot;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/** The version and signatures of a model. */
@Schema(name = "TensorFlowModelMetadata")
record ModelMetadata(@JsonProperty("model_spec") Spec modelSpec, Metadata metadata) {

  /** The name and version of the model. */
  @Schema(name = "TensorFlowModelSpec")
  record Spec(String name, @JsonProperty("signature_name") String signatureName, String version) {}

  /** Its only metadata. */
  @Schema(name = "TensorFlowMetadata")
  record Metadata(@JsonProperty("signature_def") Signatures signatureDef) {}

  /** Its signatures by name, in the original's two layers. */
  @Schema(name = "TensorFlowSignatures")
  record Signatures(@JsonProperty("signature_def") Map<String, Signature> signatureDef) {}

  static ModelMetadata of(String name, ModelSnapshot model) {
    Signature signature = Signature.of(model.encoding());
    return new ModelMetadata(
        new Spec(name, "", model.version()),
        new Metadata(new Signatures(Map.of(Signature.NAME, signature))));
  }
}
