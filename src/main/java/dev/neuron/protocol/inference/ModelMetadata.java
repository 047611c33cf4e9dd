package dev.neuron.protocol.inference;

import dev.neuron.model.ModelSummary;
import dev.neuron.protocol.Instances;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The inputs and outputs of a model. */
@Schema(name = "InferenceModel")
record ModelMetadata(
    String name,
    @Schema(description = "Newest first, up to a thousand") List<String> versions,
    String platform,
    List<TensorMetadata> inputs,
    List<TensorMetadata> outputs) {

  private static final String PLATFORM = "neuron";

  /**
   * A tensor.
   *
   * @param shape the shape, with −1 for the number of rows
   */
  @Schema(name = "InferenceTensor")
  record TensorMetadata(
      String name,
      String datatype,
      @Schema(description = "-1 stands for the number of rows") List<Integer> shape) {}

  /** Returns the inputs and outputs of the versions of a model, of which there is at least one. */
  static ModelMetadata of(String name, List<ModelSummary> versions) {
    int features = versions.getFirst().features();
    return new ModelMetadata(
        name,
        versions.stream().map(ModelSummary::version).toList(),
        PLATFORM,
        List.of(new TensorMetadata(Instances.TENSOR, "FP64", List.of(-1, features))),
        Outputs.METADATA);
  }
}
