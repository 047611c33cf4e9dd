package dev.neuron.protocol.mlflow;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.model.NeuronReference.Found;
import dev.neuron.model.NeuronReference.RowOptions;
import dev.neuron.prediction.Predictor;
import dev.neuron.protocol.mlflow.InvocationRequest.Parameters;
import dev.neuron.protocol.mlflow.InvocationRequest.Split;
import dev.neuron.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Predicts for a dataframe or a tensor. */
@Component
class Invocation {

  private static final String SPLIT = "dataframe_split";

  /** MLflow passes over columns that a model's signature does not have. */
  static final RowOptions DEFAULTS = new RowOptions(null, true);

  private final Predictor predictor;

  Invocation(Predictor predictor) {
    this.predictor = predictor;
  }

  /**
   * Returns the predictions.
   *
   * @throws InvalidInputException with pointers from the root of the request
   */
  double[] predict(Found neuron, InvocationRequest request) {
    Map<String, Table> forms = new LinkedHashMap<>();
    put(forms, SPLIT, split(neuron, request.dataframeSplit()));
    put(forms, "dataframe_records", records(request.dataframeRecords()));
    put(forms, "instances", request.instances());
    put(forms, "inputs", request.inputs());
    if (forms.isEmpty()) {
      throw InvalidInputException.missing(SPLIT);
    }
    if (forms.size() > 1) {
      throw new InvalidInputException(
          Reason.CONFLICTING_FIELDS,
          "",
          "%s exclude each other; give one.".formatted(String.join(", ", forms.keySet())));
    }
    Map.Entry<String, Table> form = forms.entrySet().iterator().next();
    try {
      return predictor.predict(neuron, form.getValue(), options(request.params()));
    } catch (InvalidInputException e) {
      throw e.within(form.getKey());
    }
  }

  private static RowOptions options(@Nullable Parameters params) {
    return params == null ? DEFAULTS : new RowOptions(params.unknownCategories(), true);
  }

  private static void put(Map<String, Table> forms, String name, @Nullable Table rows) {
    if (rows != null) {
      forms.put(name, rows);
    }
  }

  private static @Nullable Table records(@Nullable Table records) {
    if (records != null && (records.columnNames() == null || records.isOneBareRow())) {
      throw new InvalidInputException(
          Reason.FEATURE_NAME_MISMATCH,
          "dataframe_records",
          "The records are an array of objects, a row each.");
    }
    return records;
  }

  /** Returns the rows, by position if the neuron's features or the columns have no names. */
  private static @Nullable Table split(Found neuron, @Nullable Split split) {
    if (split == null) {
      return null;
    }
    try {
      return rows(neuron, split);
    } catch (InvalidInputException e) {
      throw e.within(SPLIT);
    }
  }

  private static Table rows(Found neuron, Split split) {
    Table data = split.data();
    if (data == null) {
      throw InvalidInputException.missing("data");
    }
    if (data.isOneBareRow() || data.columnNames() != null) {
      throw new InvalidInputException(
          Reason.RAGGED_ROWS, "data", "The data are an array of rows, each an array of cells.");
    }
    Table located = data.within("data");
    if (split.columns() == null) {
      return located;
    }
    Table named = located.named(split.columns());
    return neuron.hasNamedColumns() ? named : located;
  }
}
