package dev.neuron.model;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.NeuronParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The neuron that a request means: a model, or W and b in the request itself.
 *
 * @param modelId id or name of a model; excludes W and b
 * @param weights W
 * @param bias b
 */
public record NeuronReference(
    @Nullable String modelId, double @Nullable [] weights, @Nullable Double bias) {

  /**
   * The neuron.
   *
   * @param modelId id of the model; null if the neuron came with the request
   * @param featureNames d names, if the features have names
   */
  public record Found(
      @Nullable String modelId, NeuronParameters parameters, @Nullable List<String> featureNames) {

    public static Found of(ModelSnapshot snapshot) {
      return new Found(snapshot.id(), snapshot.parameters(), snapshot.featureNames());
    }

    /**
     * Rows whose columns have names in the order of the neuron's; others as they are.
     *
     * @throws InvalidInputException if the names are not those of the neuron
     */
    public Matrix ordered(Matrix x) {
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
  }

  /**
   * Finds the neuron.
   *
   * @param owner whose models may be meant
   * @throws InvalidInputException with pointers {@code modelId}, {@code W/…} and {@code b}
   * @throws ModelStoreException if there is no such model
   */
  public Found find(ModelStore store, Owner owner) {
    if (modelId == null) {
      if (weights == null && bias == null) {
        throw InvalidInputException.missing("modelId");
      }
      return new Found(null, NeuronParameters.given(weights, bias), null);
    }
    if (weights != null || bias != null) {
      throw new InvalidInputException(
          Reason.CONFLICTING_FIELDS,
          weights == null ? "b" : "W",
          "modelId and W with b exclude each other; give one.");
    }
    try {
      return Found.of(store.get(owner, modelId));
    } catch (ModelStoreException e) {
      throw e.at("modelId");
    }
  }
}
