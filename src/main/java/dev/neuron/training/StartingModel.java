package dev.neuron.training;

import dev.neuron.core.data.Count;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Owner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves {@code startFrom}: the stored model whose W and b a training starts from. */
final class StartingModel {

  private StartingModel() {}

  /**
   * Reads the model from the store.
   *
   * @throws ModelStoreException with a pointer from the root of the request
   */
  static ModelSnapshot find(ModelStore store, Owner owner, String idOrName) {
    try {
      return store.get(owner, idOrName);
    } catch (ModelStoreException e) {
      throw e.at("hyperparameters/startFrom");
    }
  }

  /** Returns W and b of a model in the order of a dataset's columns: by name if both have names. */
  static NeuronParameters parameters(
      ModelSnapshot start, int features, @Nullable List<String> featureNames) {
    NeuronParameters parameters = start.parameters();
    List<String> names = start.featureNames();
    String differences = "";
    if (names != null && featureNames != null) {
      try {
        return parameters.withColumns(names, featureNames);
      } catch (InvalidInputException e) {
        if (features == parameters.features()) {
          throw e.within("startFrom");
        }
        differences = " " + e.getMessage();
      }
    }
    if (features != parameters.features()) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          "startFrom",
          "The dataset has %s, the model to start from has %d.%s"
              .formatted(Count.of(features, "feature"), parameters.features(), differences));
    }
    return parameters;
  }
}
