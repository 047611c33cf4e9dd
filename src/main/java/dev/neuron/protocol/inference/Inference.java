package dev.neuron.protocol.inference;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.NeuronReference.Found;
import dev.neuron.model.NeuronReference.RowOptions;
import dev.neuron.prediction.Predictor;
import dev.neuron.protocol.inference.ModelMetadata.TensorMetadata;
import dev.neuron.table.Labels;
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
    Found neuron = Found.of(model);
    List<TensorMetadata> wanted = Outputs.wanted(request.outputs(), neuron.classes());
    InferenceRequest.Parameters parameters = request.parametersOrNone();
    double threshold = threshold(parameters);
    Table rows = Tensors.rows(request.inputs(), neuron.encoding());
    double[] predictions;
    try {
      predictions =
          predictor.predict(neuron, rows, new RowOptions(parameters.unknownCategories(), false));
    } catch (InvalidInputException e) {
      throw e.within("inputs");
    }
    Labels labels = Predictor.labels(neuron, predictions, threshold);
    return new InferenceResponse(
        name,
        model.version(),
        request.id(),
        wanted.stream().map(tensor -> Outputs.of(tensor, predictions, labels)).toList());
  }

  private static double threshold(InferenceRequest.Parameters parameters) {
    try {
      return Predictor.threshold(parameters.threshold());
    } catch (InvalidInputException e) {
      throw e.within("parameters");
    }
  }
}
