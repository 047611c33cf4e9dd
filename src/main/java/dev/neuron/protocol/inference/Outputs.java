package dev.neuron.protocol.inference;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.protocol.inference.ModelMetadata.TensorMetadata;
import dev.neuron.table.ClassLabel;
import dev.neuron.table.Classes;
import dev.neuron.table.Labels;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The output tensors of a neuron: its predictions and their labels. */
final class Outputs {

  private Outputs() {}

  /**
   * Returns the outputs.
   *
   * @param classes what labels are called; null if they have no names
   */
  static List<TensorMetadata> of(@Nullable Classes classes) {
    return List.of(
        new TensorMetadata("y", Datatype.FP64.name(), List.of(-1)),
        new TensorMetadata("label", datatype(classes).name(), List.of(-1)));
  }

  /** Returns the datatype that can represent both labels. */
  private static Datatype datatype(@Nullable Classes classes) {
    if (classes == null || classes.areZeroAndOne()) {
      return Datatype.INT32;
    }
    ClassLabel negative = classes.negative();
    ClassLabel positive = classes.positive();
    if (negative.truth() != null && positive.truth() != null) {
      return Datatype.BOOL;
    }
    return negative.number() != null && positive.number() != null ? Datatype.FP64 : Datatype.BYTES;
  }

  /**
   * Returns the requested outputs in their order; all if none are requested.
   *
   * @throws InvalidInputException with the pointer {@code outputs/…} of one that does not exist
   */
  static List<TensorMetadata> wanted(
      @Nullable List<InferenceRequest.Output> outputs, @Nullable Classes classes) {
    List<TensorMetadata> all = of(classes);
    return outputs == null || outputs.isEmpty()
        ? all
        : IntStream.range(0, outputs.size()).mapToObj(i -> known(all, outputs.get(i), i)).toList();
  }

  private static TensorMetadata known(
      List<TensorMetadata> all, InferenceRequest.Output output, int index) {
    return all.stream()
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
  static InferenceResponse.Output of(TensorMetadata tensor, double[] predictions, Labels labels) {
    return new InferenceResponse.Output(
        tensor.name(),
        tensor.datatype(),
        List.of(predictions.length),
        tensor.name().equals("y") ? predictions : data(labels));
  }

  /** Returns labels that all have the type of the tensor. */
  private static Labels data(Labels labels) {
    Classes classes = labels.classes();
    return classes != null && datatype(classes) == Datatype.BYTES
        ? new Labels(labels.values(), classes.asTexts())
        : labels;
  }
}
