package dev.neuron.protocol.tensorflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.protocol.InputTensor;
import dev.neuron.table.TableEncoding;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inputs and outputs of a model. */
@Schema(name = "TensorFlowSignature")
record Signature(
    Map<String, Tensor> inputs,
    Map<String, Tensor> outputs,
    @JsonProperty("method_name") String methodName) {

  /** The name of the only signature. */
  static final String NAME = "serving_default";

  private static final String METHOD = "tensorflow/serving/predict";

  /** A tensor. */
  @Schema(name = "TensorFlowTensor")
  record Tensor(String dtype, @JsonProperty("tensor_shape") Shape shape, String name) {

    private static final Tensor PREDICTIONS = new Tensor("DT_DOUBLE", Shape.of(List.of(-1)), "y");

    private static Tensor of(InputTensor input) {
      String type =
          switch (input.kind()) {
            case NUMBER -> "DT_DOUBLE";
            case TEXT -> "DT_STRING";
            case TRUTH_VALUE -> "DT_BOOL";
          };
      return new Tensor(type, Shape.of(input.shape()), input.name());
    }
  }

  /** The shape of a tensor. */
  @Schema(name = "TensorFlowShape")
  record Shape(List<Dimension> dim, @JsonProperty("unknown_rank") boolean unknownRank) {

    private static Shape of(List<Integer> sizes) {
      return new Shape(
          sizes.stream().map(size -> new Dimension(String.valueOf(size), "")).toList(), false);
    }
  }

  /** One dimension of a shape; −1 is the number of rows. */
  @Schema(name = "TensorFlowDimension")
  record Dimension(String size, String name) {}

  /** Returns the signature of a model. */
  static Signature of(TableEncoding encoding) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    InputTensor.of(encoding).forEach(input -> inputs.put(input.name(), Tensor.of(input)));
    return new Signature(inputs, Map.of("y", Tensor.PREDICTIONS), METHOD);
  }

  /** True if a request refers to the signature, by its name or by naming none. */
  static boolean isMeantBy(@Nullable String name) {
    return name == null || name.isEmpty() || name.equals(NAME);
  }
}
