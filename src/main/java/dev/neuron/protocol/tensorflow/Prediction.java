package dev.neuron.protocol.tensorflow;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.NeuronReference.Found;
import dev.neuron.model.NeuronReference.RowOptions;
import dev.neuron.prediction.Predictor;
import dev.neuron.table.Table;
import org.springframework.stereotype.Component;

/** Predicts for instances or inputs. */
@Component
class Prediction {

  private final Predictor predictor;

  Prediction(Predictor predictor) {
    this.predictor = predictor;
  }

  /**
   * Returns the predictions.
   *
   * @throws InvalidInputException with pointers from the root of the request
   */
  PredictResponse predict(ModelSnapshot model, PredictRequest request) {
    if (!Signature.isMeantBy(request.signatureName())) {
      throw new InvalidInputException(
          Reason.UNKNOWN_TARGET,
          "signature_name",
          "The one signature of a model is %s.".formatted(Signature.NAME));
    }
    Table instances = request.instances();
    Table inputs = request.inputs();
    if (instances != null && inputs != null) {
      throw new InvalidInputException(
          Reason.CONFLICTING_FIELDS,
          "inputs",
          "instances and inputs exclude each other; give one.");
    }
    if (inputs != null) {
      return new PredictResponse(null, predict(model, inputs, "inputs"));
    }
    if (instances == null) {
      throw InvalidInputException.missing("instances");
    }
    return new PredictResponse(predict(model, instances, "instances"), null);
  }

  private double[] predict(ModelSnapshot model, Table rows, String field) {
    try {
      return predictor.predict(Found.of(model), rows, RowOptions.DEFAULTS);
    } catch (InvalidInputException e) {
      throw e.within(field);
    }
  }
}
