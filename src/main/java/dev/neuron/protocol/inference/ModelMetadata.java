package dev.neuron.protocol.inference;

import dev.neuron.model.ModelSnapshot;
import dev.neuron.protocol.InputTensor;
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

  /**
   * Returns the inputs and outputs of a model.
   *
   * @param newest the newest of its versions
   */
  static ModelMetadata of(String name, List<String> versions, ModelSnapshot newest) {
    return new ModelMetadata(
        name,
        versions,
        PLATFORM,
        InputTensor.of(newest.encoding()).stream().map(ModelMetadata::input).toList(),
        Outputs.of(newest.encoding().classes()));
  }

  private static TensorMetadata input(InputTensor tensor) {
    Datatype datatype =
        switch (tensor.kind()) {
          case NUMBER -> Datatype.FP64;
          case TEXT -> Datatype.BYTES;
          case TRUTH_VALUE -> Datatype.BOOL;
        };
    return new TensorMetadata(tensor.name(), datatype.name(), tensor.shape());
  }
}
