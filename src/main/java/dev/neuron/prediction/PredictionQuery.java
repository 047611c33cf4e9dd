package dev.neuron.prediction;

import dev.neuron.model.NeuronReference.RowOptions;
import dev.neuron.table.UnknownCategories;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of rows that are not JSON.
 *
 * @param model id or name of a model; required
 * @param threshold null for the default
 * @param unknownCategories null to refuse them
 */
record PredictionQuery(
    @Nullable String model,
    @Nullable Double threshold,
    @Nullable UnknownCategories unknownCategories) {

  /** How the cells of the rows are read. */
  RowOptions rowOptions() {
    return new RowOptions(unknownCategories, false);
  }
}
