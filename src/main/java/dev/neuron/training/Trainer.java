package dev.neuron.training;

import dev.neuron.core.Dataset;
import dev.neuron.core.Hyperparameters;
import dev.neuron.core.InvalidInputException;
import dev.neuron.core.InvalidInputException.Reason;
import dev.neuron.core.NeuronService;
import dev.neuron.core.Place;
import dev.neuron.core.Training;
import dev.neuron.model.ModelName;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Owner;
import dev.neuron.training.run.PreparedTraining;
import dev.neuron.training.run.Progress;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns a request into a training, within the limits. */
@Component
public class Trainer {

  private static final int MAX_PROGRESS_POINTS = 1000;

  private final NeuronService neurons;
  private final ModelStore store;
  private final TrainingLimits limits;

  Trainer(NeuronService neurons, ModelStore store, TrainingLimits limits) {
    this.neurons = neurons;
    this.store = store;
    this.limits = limits;
  }

  /**
   * Checks a request and makes a training of it that can begin, with the memory that it takes.
   *
   * @throws InvalidInputException with pointers from the root of the request
   */
  public PreparedTraining prepare(Requester requester, TrainingRequest request) {
    String name = ModelName.checked(request.name());
    Dataset dataset = request.dataset();
    if (dataset == null) {
      throw InvalidInputException.missing("dataset");
    }
    HyperparametersRequest asked =
        Objects.requireNonNullElse(request.hyperparameters(), HyperparametersRequest.DEFAULTS);
    checkFeatures(dataset);
    checkLossHistoryPoints(request.lossHistoryPoints());
    checkProgressPoints(requester.progressPoints());
    ModelSnapshot start;
    Hyperparameters hyperparameters;
    long cost;
    try {
      asked.checkStart();
      start = start(requester.owner(), asked.startFrom(), dataset);
      hyperparameters =
          asked.toHyperparameters(
              start == null ? null : start.parameters(), request.lossHistoryPoints());
      cost = cost(dataset, hyperparameters.epochs(), requester.patience());
    } catch (InvalidInputException e) {
      throw e.within("hyperparameters");
    }
    store.requireRoom();
    int points = Math.min(requester.progressPoints(), hyperparameters.epochs());
    requester
        .memory()
        .accept(
            Training.memory(dataset, hyperparameters) + Progress.bytes(points, dataset.features()));
    return new PreparedTraining(
        requester.owner(),
        name,
        neurons.begin(dataset, hyperparameters),
        dataset.featureNames(),
        start == null ? null : start.id(),
        cost,
        points,
        UnaryOperator.identity());
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

  private static void checkProgressPoints(int points) {
    if (points < 0 || points > MAX_PROGRESS_POINTS) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          Place.ofParameter("progressPoints"),
          "progressPoints must be from 0 to " + MAX_PROGRESS_POINTS + ".");
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

  private long cost(Dataset dataset, int epochs, Patience patience) {
    if (epochs > limits.maxEpochs()) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          "epochs",
          "epochs must be at most %d.".formatted(limits.maxEpochs()));
    }
    long cells = (long) dataset.rows() * (dataset.features() + 1);
    long cost = cells * epochs; // below 2⁶³: cells are at most 2³² and epochs 2³¹
    long limit = limits.of(patience);
    if (cost > limit) {
      boolean canBeWatched = patience == Patience.WAITS && cost <= limits.maxCost();
      throw new InvalidInputException(
          Reason.TRAINING_TOO_COSTLY,
          "epochs",
          "rows × (features + 1) × epochs is %d and may be at most %d: at most %d epochs for this dataset%s."
              .formatted(
                  cost,
                  limit,
                  limit / cells,
                  canBeWatched ? ", or send it with the header Prefer: respond-async" : ""));
    }
    return cost;
  }
}
