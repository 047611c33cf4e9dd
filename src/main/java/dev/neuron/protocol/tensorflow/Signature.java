package dev.neuron.protocol.tensorflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.neuron.protocol.Instances;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

    private static Tensor of(String name, int... sizes) {
      return new Tensor("DT_DOUBLE", Shape.of(sizes), name);
    }
  }

  /** The shape of a tensor. */
  @Schema(name = "TensorFlowShape")
  record Shape(List<Dimension> dim, @JsonProperty("unknown_rank") boolean unknownRank) {

    private static Shape of(int... sizes) {
      return new Shape(
          IntStream.of(sizes).mapToObj(size -> new Dimension(String.valueOf(size), "")).toList(),
          false);
    }
  }

  /** One dimension of a shape; −1 is the number of rows. */
  @Schema(name = "TensorFlowDimension")
  record Dimension(String size, String name) {}

  /** Returns the signature of a neuron with d features. */
  static Signature of(int features) {
    return new Signature(
        Map.of(Instances.TENSOR, Tensor.of(Instances.TENSOR, -1, features)),
        Map.of("y", Tensor.of("y", -1)),
        METHOD);
  }

  /** True if a request refers to the signature, by its name or by naming none. */
  static boolean isMeantBy(@Nullable String name) {
    return name == null || name.isEmpty() || name.equals(NAME);
  }
}
