package dev.neuron.protocol.inference;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.NeuronReference.Found;
import dev.neuron.model.NeuronReference.RowOptions;
import dev.neuron.prediction.Predictor;
import dev.neuron.protocol.inference.ModelMetadata.TensorMetadata;
import dev.neuron.table.Table;
import java.util.List;
import org.springframework.stereotype.Component;

/** Computes output tensors from the input tensors of a request. */
@Component
class Inference {

  private final Predictor predictor;

  Inference(Predictor predictor) {
    this.predictor = predictor;
  }

  /**
   * Returns the requested tensors.
   *
   * @param name the name of the model in the path
   * @throws InvalidInputException with pointers from the root of the request
   */
  InferenceResponse infer(String name, ModelSnapshot model, InferenceRequest request) {
    List<TensorMetadata> wanted = Outputs.wanted(request.outputs());
    Found neuron = Found.of(model);
    Table rows = Tensors.rows(request.inputs(), neuron.hasNamedColumns());
    double[] predictions;
    try {
      predictions = predictor.predict(neuron, rows, RowOptions.DEFAULTS);
    } catch (InvalidInputException e) {
      throw e.within("inputs");
    }
    return new InferenceResponse(
        name,
        model.version(),
        request.id(),
        wanted.stream().map(tensor -> Outputs.of(tensor, neuron, predictions)).toList());
  }
}
