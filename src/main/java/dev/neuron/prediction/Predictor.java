package dev.neuron.prediction;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.NeuronReference;
import dev.neuron.model.NeuronReference.Found;
import dev.neuron.model.NeuronReference.RowOptions;
import dev.neuron.model.Owner;
import dev.neuron.table.CsvOptions;
import dev.neuron.table.Labels;
import dev.neuron.table.Table;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the neuron of a request, and computes its predictions. */
@Component
public class Predictor {

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
   * Predicts for the rows of a JSON request.
   *
   * @param owner the owner of the models
   * @throws InvalidInputException with pointers from the root of the request
   */
  PredictionResponse predict(Owner owner, PredictionRequest request) {
    Table x = request.x();
    if (x == null) {
      throw InvalidInputException.missing("x");
    }
    double threshold = threshold(request.threshold());
    Found neuron =
        new NeuronReference(request.modelId(), request.weights(), request.bias())
            .find(store, owner);
    try {
      double[] predictions = predict(neuron, x, new RowOptions(request.unknownCategories(), false));
      return PredictionResponse.of(neuron.modelId(), predictions, threshold, neuron.classes());
    } catch (InvalidInputException e) {
      throw e.within("x");
    }
  }

  /**
   * Predicts for rows by position or, if the model's columns have names and those of the table too,
   * by name.
   *
   * @param owner the owner of the models
   * @param x a table whose columns may be named by a header that the model does not need
   * @throws InvalidInputException with locations in the query and the table
   */
  PredictionResponse predictTable(Owner owner, PredictionQuery query, Table x) {
    return predict(owner, query, neuron -> predictTable(neuron, x, query.rowOptions()));
  }

  /**
   * Predicts for a CSV table like {@link #predictTable}.
   *
   * @param options how it was read
   */
  PredictionResponse predictCsv(Owner owner, PredictionQuery query, Table x, CsvOptions options) {
    return predict(owner, query, neuron -> predictCsv(neuron, x, options, query.rowOptions()));
  }

  /** Predicts like {@link #predictTable} for lines, whose named columns have no order. */
  PredictionResponse predictLines(Owner owner, PredictionQuery query, Table x) {
    return predict(
        owner,
        query,
        neuron -> {
          try {
            return predict(neuron, x, query.rowOptions());
          } catch (InvalidInputException e) {
            throw x.placed(e);
          }
        });
  }

  private PredictionResponse predict(
      Owner owner, PredictionQuery query, Function<Found, double[]> predictions) {
    double threshold;
    Found neuron;
    try {
      threshold = threshold(query.threshold());
      neuron = Found.of(store.get(owner, needed(query.model())));
    } catch (InvalidInputException e) {
      throw e.moved(place -> ErrorLocation.ofParameter(String.valueOf(place.pointer())));
    } catch (ModelStoreException e) {
      throw e.atParameter("model");
    }
    return PredictionResponse.of(
        neuron.modelId(), predictions.apply(neuron), threshold, neuron.classes());
  }

  /**
   * Returns ŷ for each row of a CSV table, with columns found by name if both have names.
   *
   * @param options how it was read
   * @param rowOptions how its cells are read
   * @throws InvalidInputException with locations in the table
   */
  public double[] predictCsv(Found neuron, Table x, CsvOptions options, RowOptions rowOptions) {
    if (neuron.hasNamedColumns()) {
      NumericNames.requireNone(neuron.encoding().columnNames(), x, options);
    }
    return predictTable(neuron, x, rowOptions);
  }

  private double[] predictTable(Found neuron, Table x, RowOptions options) {
    x.numbers().requireNoInfinity();
    try {
      return predict(neuron.parameters(), neuron.featuresByNameOrPosition(x, options));
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

  /**
   * Returns ŷ for each row, with columns found by name if they have names.
   *
   * @throws InvalidInputException with pointers relative to the rows, as their sender sees them
   */
  public double[] predict(Found neuron, Table x, RowOptions options) {
    Matrix features = neuron.features(x, options);
    try {
      return predict(neuron.parameters(), features);
    } catch (InvalidInputException e) {
      throw x.located(e);
    }
  }

  /** Returns the label of each prediction. */
  public static Labels labels(Found neuron, double[] predictions, double threshold) {
    return Labels.of(predictions, threshold, neuron.classes());
  }

  private double[] predict(NeuronParameters parameters, Matrix x) {
    double[] predictions = neurons.predict(parameters, x);
    counted.increment(predictions.length);
    return predictions;
  }

  /**
   * Returns a threshold, or the default if there is none.
   *
   * @throws InvalidInputException with the pointer {@code threshold} if it is not in [0, 1]
   */
  public static double threshold(@Nullable Double threshold) {
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
