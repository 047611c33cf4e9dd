package dev.neuron.protocol.inference;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.model.NeuronReference.Found;
import dev.neuron.prediction.Predictor;
import dev.neuron.protocol.inference.ModelMetadata.TensorMetadata;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The output tensors of a neuron: its predictions and their labels. */
final class Outputs {

  static final List<TensorMetadata> METADATA =
      List.of(
          new TensorMetadata("y", "FP64", List.of(-1)),
          new TensorMetadata("label", "INT32", List.of(-1)));

  private Outputs() {}

  /**
   * Returns the requested outputs in their order; all if none are requested.
   *
   * @throws InvalidInputException with the pointer {@code outputs/…} of one that does not exist
   */
  static List<TensorMetadata> wanted(@Nullable List<InferenceRequest.Output> outputs) {
    return outputs == null || outputs.isEmpty()
        ? METADATA
        : IntStream.range(0, outputs.size()).mapToObj(i -> known(outputs.get(i), i)).toList();
  }

  private static TensorMetadata known(InferenceRequest.Output output, int index) {
    return METADATA.stream()
        .filter(tensor -> tensor.name().equals(output.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Reason.UNKNOWN_TARGET,
                    "outputs/" + index,
                    "The outputs are y, the predictions, and label."));
  }

  /** Returns one output. */
  static InferenceResponse.Output of(TensorMetadata tensor, Found neuron, double[] predictions) {
    Object data = tensor.name().equals("y") ? predictions : Predictor.labels(neuron, predictions);
    return new InferenceResponse.Output(
        tensor.name(), tensor.datatype(), List.of(predictions.length), data);
  }
}
