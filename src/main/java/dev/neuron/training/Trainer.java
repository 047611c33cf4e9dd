package dev.neuron.training;

import dev.neuron.core.Dataset;
import dev.neuron.core.Hyperparameters;
import dev.neuron.core.InvalidInputException;
import dev.neuron.core.InvalidInputException.Reason;
import dev.neuron.core.NeuronService;
import dev.neuron.core.TrainingListener;
import dev.neuron.core.TrainingResult;
import dev.neuron.model.ModelName;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Origin;
import dev.neuron.model.Owner;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns a request into a training, within the limits, and puts what was learned into the store. */
@Component
class Trainer {

  private final NeuronService neurons;
  private final ModelStore store;
  private final TrainingLimits limits;

  Trainer(NeuronService neurons, ModelStore store, TrainingLimits limits) {
    this.neurons = neurons;
    this.store = store;
    this.limits = limits;
  }

  /**
   * Trains and stores.
   *
   * @param owner whose model it will be, and whose models it may start from
   * @throws InvalidInputException with pointers from the root of the request
   */
  ModelSnapshot train(Owner owner, TrainingRequest request) {
    String name = ModelName.checked(request.name());
    Dataset dataset = request.dataset();
    if (dataset == null) {
      throw InvalidInputException.missing("dataset");
    }
    HyperparametersRequest asked =
        Objects.requireNonNullElse(request.hyperparameters(), HyperparametersRequest.DEFAULTS);
    checkFeatures(dataset);
    checkLossHistoryPoints(request.lossHistoryPoints());
    ModelSnapshot start;
    Hyperparameters hyperparameters;
    try {
      asked.checkStart();
      start = start(owner, asked.startFrom(), dataset);
      hyperparameters =
          asked.toHyperparameters(
              start == null ? null : start.parameters(), request.lossHistoryPoints());
      checkCost(dataset, hyperparameters.epochs());
    } catch (InvalidInputException e) {
      throw e.within("hyperparameters");
    }
    store.requireRoom();
    TrainingResult result = neurons.train(dataset, hyperparameters, TrainingListener.NONE);
    return store.put(
        new ModelSnapshot.Content(
            owner,
            name,
            result.parameters(),
            dataset.featureNames(),
            new Origin(result, start == null ? null : start.id())));
  }

  private void checkFeatures(Dataset dataset) {
    if (dataset.features() > limits.maxFeatures()) {
      throw new InvalidInputException(
          Reason.TOO_MANY_FEATURES,
          "dataset/x/0",
          "A row has %d values and may have at most %d."
              .formatted(dataset.features(), limits.maxFeatures()));
    }
  }

  private static void checkLossHistoryPoints(@Nullable Integer points) {
    if (points != null && (points < 1 || points > Hyperparameters.MAX_LOSS_HISTORY_POINTS)) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          "lossHistoryPoints",
          "lossHistoryPoints must be from 1 to " + Hyperparameters.MAX_LOSS_HISTORY_POINTS + ".");
    }
  }

  private @Nullable ModelSnapshot start(Owner owner, @Nullable String startFrom, Dataset dataset) {
    if (startFrom == null) {
      return null;
    }
    ModelSnapshot start = stored(owner, startFrom);
    if (start.parameters().features() != dataset.features()) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          "startFrom",
          "The dataset has %d features, the model to start from has %d."
              .formatted(dataset.features(), start.parameters().features()));
    }
    return start;
  }

  private ModelSnapshot stored(Owner owner, String idOrName) {
    try {
      return store.get(owner, idOrName);
    } catch (ModelStoreException e) {
      throw e.at("hyperparameters/startFrom");
    }
  }

  private void checkCost(Dataset dataset, int epochs) {
    if (epochs > limits.maxEpochs()) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          "epochs",
          "epochs must be at most %d.".formatted(limits.maxEpochs()));
    }
    long cells = (long) dataset.rows() * (dataset.features() + 1);
    long cost = cells * epochs; // below 2⁶³: cells are at most 2³² and epochs 2³¹
    if (cost > limits.maxCostWaiting()) {
      throw new InvalidInputException(
          Reason.TRAINING_TOO_COSTLY,
          "epochs",
          "rows × (features + 1) × epochs is %d and may be at most %d: at most %d epochs for this dataset."
              .formatted(cost, limits.maxCostWaiting(), limits.maxCostWaiting() / cells));
    }
  }
}
