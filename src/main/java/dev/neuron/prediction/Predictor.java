package dev.neuron.prediction;

import dev.neuron.core.InvalidInputException;
import dev.neuron.core.InvalidInputException.Reason;
import dev.neuron.core.Matrix;
import dev.neuron.core.NeuronParameters;
import dev.neuron.core.NeuronService;
import dev.neuron.core.Place;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Owner;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the neuron that a request means and lets it predict. */
@Component
class Predictor {

  private static final double DEFAULT_THRESHOLD = 0.5;

  private final NeuronService neurons;
  private final ModelStore store;
  private final Counter counted;

  Predictor(NeuronService neurons, ModelStore store, MeterRegistry meters) {
    this.neurons = neurons;
    this.store = store;
    counted =
        Counter.builder("neuron.predictions")
            .description("Rows that were predicted for")
            .register(meters);
  }

  /**
   * Predicts.
   *
   * @param owner whose models may be asked
   * @throws InvalidInputException with pointers from the root of the request
   */
  PredictionResponse predict(Owner owner, PredictionRequest request) {
    Matrix x = request.x();
    if (x == null) {
      throw InvalidInputException.missing("x");
    }
    double threshold = threshold(request.threshold());
    if (request.modelId() == null) {
      double[] predictions = predict(given(request), null, x);
      return PredictionResponse.of(null, predictions, threshold);
    }
    if (request.weights() != null || request.bias() != null) {
      throw new InvalidInputException(
          Reason.CONFLICTING_FIELDS,
          request.weights() == null ? "b" : "W",
          "modelId and W with b exclude each other; give one.");
    }
    ModelSnapshot snapshot = stored(owner, request.modelId());
    double[] predictions = predict(snapshot.parameters(), snapshot.featureNames(), x);
    return PredictionResponse.of(snapshot.id(), predictions, threshold);
  }

  /**
   * Predicts for rows by position or, if the model's features have names and the columns too, by
   * name.
   *
   * @param owner whose models may be asked
   * @param x a table whose columns may be named by a header that the model does not need
   * @throws InvalidInputException with places in the query and the table
   */
  PredictionResponse predictTable(Owner owner, PredictionQuery query, Matrix x) {
    return predict(owner, query, x, false);
  }

  /** As {@link #predictTable}, where columns with names are in no order of their own. */
  PredictionResponse predictLines(Owner owner, PredictionQuery query, Matrix x) {
    return predict(owner, query, x, true);
  }

  private PredictionResponse predict(
      Owner owner, PredictionQuery query, Matrix x, boolean onlyByName) {
    double threshold;
    ModelSnapshot snapshot;
    try {
      threshold = threshold(query.threshold());
      snapshot = store.get(owner, needed(query.model()));
    } catch (InvalidInputException e) {
      throw e.moved(place -> Place.ofParameter(String.valueOf(place.pointer())));
    } catch (ModelStoreException e) {
      throw e.atParameter("model");
    }
    List<String> names = snapshot.featureNames();
    x.requireFinite();
    try {
      Matrix ordered = names == null && !onlyByName ? x : ordered(x, names);
      double[] predictions = predict(snapshot.parameters(), ordered);
      return PredictionResponse.of(snapshot.id(), predictions, threshold);
    } catch (InvalidInputException e) {
      throw x.placed(e);
    }
  }

  private static String needed(@Nullable String model) {
    if (model == null) {
      throw new InvalidInputException(
          Reason.MISSING_FIELD,
          "model",
          "The parameter model is needed: the id or name of a model.");
    }
    return model;
  }

  private ModelSnapshot stored(Owner owner, String idOrName) {
    try {
      return store.get(owner, idOrName);
    } catch (ModelStoreException e) {
      throw e.at("modelId");
    }
  }

  private double[] predict(
      NeuronParameters parameters, @Nullable List<String> featureNames, Matrix x) {
    try {
      return predict(parameters, ordered(x, featureNames));
    } catch (InvalidInputException e) {
      throw e.within("x");
    }
  }

  private double[] predict(NeuronParameters parameters, Matrix x) {
    double[] predictions = neurons.predict(parameters, x);
    counted.increment(predictions.length);
    return predictions;
  }

  private static Matrix ordered(Matrix x, @Nullable List<String> featureNames) {
    if (x.columnNames() == null) {
      return x;
    }
    if (featureNames == null) {
      throw new InvalidInputException(
          Reason.FEATURE_NAME_MISMATCH,
          "",
          "This model's features have no names; give rows as arrays of numbers.");
    }
    return x.withColumns(featureNames);
  }

  private static NeuronParameters given(PredictionRequest request) {
    if (request.weights() == null && request.bias() == null) {
      throw InvalidInputException.missing("modelId");
    }
    return NeuronParameters.given(request.weights(), request.bias());
  }

  private static double threshold(@Nullable Double threshold) {
    if (threshold == null) {
      return DEFAULT_THRESHOLD;
    }
    if (threshold < 0 || threshold > 1) {
      throw new InvalidInputException(
          Reason.INVALID_THRESHOLD, "threshold", "threshold must be in [0, 1].");
    }
    return threshold;
  }
}
