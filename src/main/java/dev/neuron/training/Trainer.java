package dev.neuron.training;

import dev.neuron.core.NeuronService;
import dev.neuron.core.chunk.ChunkedDataset;
import dev.neuron.core.chunk.ChunkedTraining;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingMemory;
import dev.neuron.model.ModelName;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Owner;
import dev.neuron.training.run.PreparedTraining;
import dev.neuron.training.run.Progress;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Prepares trainings from requests, within the limits. */
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
   * Checks a request and prepares its training, ready to begin, with its memory reserved.
   *
   * @throws InvalidInputException with pointers from the root of the request
   */
  public PreparedTraining prepare(Requester requester, TrainingRequest request) {
    ModelName.checked(request.name());
    Dataset dataset = request.dataset();
    if (dataset == null) {
      throw InvalidInputException.missing("dataset");
    }
    checkFeatures(dataset.features());
    checkLossHistoryPoints(request.lossHistoryPoints());
    checkProgressPoints(requester.progressPoints());
    Started started =
        start(requester, request, dataset.features(), dataset.featureNames(), dataset.rows());
    store.requireRoom();
    int points = Math.min(requester.progressPoints(), started.hyperparameters().epochs());
    requester
        .memory()
        .accept(
            TrainingMemory.bytes(dataset, started.hyperparameters())
                + Progress.bytes(points, dataset.features()));
    return started.prepared(
        requester, request.name(), neurons.begin(dataset, started.hyperparameters()), points);
  }

  /**
   * Checks all of a request except its dataset, which arrives later and in chunks.
   *
   * @throws InvalidInputException with pointers from the root of the request
   */
  public void check(TrainingRequest request) {
    ModelName.checked(request.name());
    checkLossHistoryPoints(request.lossHistoryPoints());
    HyperparametersRequest requested = request.hyperparametersOrDefaults();
    try {
      requested.checkStart();
      Hyperparameters hyperparameters =
          requested.toHyperparameters(null, request.lossHistoryPoints());
      NeuronService.requireFullBatches(hyperparameters);
      checkEpochs(hyperparameters.epochs());
    } catch (InvalidInputException e) {
      throw e.within("hyperparameters");
    }
    store.requireRoom();
  }

  /**
   * Checks a request as soon as its features are known.
   *
   * @param featureNames d names, if the features have names
   * @throws InvalidInputException with pointers from the root of the request
   */
  public void check(
      Requester requester,
      TrainingRequest request,
      int features,
      @Nullable List<String> featureNames) {
    checkFeatures(features);
    Started started = start(requester, request, features, featureNames, 1);
    try {
      NeuronService.requireStart(started.hyperparameters(), features);
    } catch (InvalidInputException e) {
      throw e.within("hyperparameters");
    }
  }

  /**
   * Prepares a training on a dataset in chunks, ready to begin, with its memory on this replica
   * reserved.
   *
   * @param request without a dataset
   * @throws InvalidInputException with pointers from the root of the request
   */
  public PreparedTraining prepare(
      Requester requester, TrainingRequest request, ChunkedDataset dataset) {
    Dataset first = dataset.first();
    Started started =
        start(requester, request, first.features(), first.featureNames(), dataset.rows());
    requester.memory().accept(ChunkedTraining.memory(dataset, started.hyperparameters()));
    return started.prepared(
        requester, request.name(), neurons.begin(dataset, started.hyperparameters()), 0);
  }

  /** A training without rows yet. */
  private record Started(
      Hyperparameters hyperparameters, @Nullable ModelSnapshot start, long cost) {

    PreparedTraining prepared(
        Requester requester, @Nullable String name, Training training, int points) {
      return new PreparedTraining(
          requester.owner(),
          name,
          training,
          training.dataset().featureNames(),
          start == null ? null : start.id(),
          cost,
          points,
          List.of(),
          UnaryOperator.identity());
    }
  }

  private Started start(
      Requester requester,
      TrainingRequest request,
      int features,
      @Nullable List<String> featureNames,
      int rows) {
    HyperparametersRequest requested = request.hyperparametersOrDefaults();
    try {
      requested.checkStart();
      ModelSnapshot start =
          requested.startFrom() == null ? null : stored(requester.owner(), requested.startFrom());
      Hyperparameters hyperparameters =
          requested.toHyperparameters(
              start == null ? null : parameters(start, features, featureNames),
              request.lossHistoryPoints());
      return new Started(
          hyperparameters, start, cost(rows, features, hyperparameters.epochs(), requester.mode()));
    } catch (InvalidInputException e) {
      throw e.within("hyperparameters");
    }
  }

  private void checkFeatures(int features) {
    if (features > limits.maxFeatures()) {
      throw new InvalidInputException(
          Reason.TOO_MANY_FEATURES,
          "dataset/x/0",
          "A row has %d values and may have at most %d.".formatted(features, limits.maxFeatures()));
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
          ErrorLocation.ofParameter("progressPoints"),
          "progressPoints must be from 0 to " + MAX_PROGRESS_POINTS + ".");
    }
  }

  /** Returns W and b of a model in the order of a dataset's columns: by name if both have names. */
  private static NeuronParameters parameters(
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
          "The dataset has %d features, the model to start from has %d.%s"
              .formatted(features, parameters.features(), differences));
    }
    return parameters;
  }

  private ModelSnapshot stored(Owner owner, String idOrName) {
    try {
      return store.get(owner, idOrName);
    } catch (ModelStoreException e) {
      throw e.at("hyperparameters/startFrom");
    }
  }

  private void checkEpochs(int epochs) {
    if (epochs > limits.maxEpochs()) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          "epochs",
          "epochs must be at most %d.".formatted(limits.maxEpochs()));
    }
  }

  private long cost(int rows, int features, int epochs, ResponseMode mode) {
    checkEpochs(epochs);
    long cells = rows * (features + 1L);
    long cost = Math.unsignedMultiplyHigh(cells, epochs) == 0 ? cells * epochs : Long.MAX_VALUE;
    long limit = limits.of(mode);
    if (cost > limit) {
      boolean canBeWatched = mode == ResponseMode.WAIT && cost <= limits.maxCost();
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
