package dev.neuron.training;

import dev.neuron.core.ChunkedDataset;
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
import java.util.List;
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
    ModelName.checked(request.name());
    Dataset dataset = request.dataset();
    if (dataset == null) {
      throw InvalidInputException.missing("dataset");
    }
    checkFeatures(dataset.features());
    checkLossHistoryPoints(request.lossHistoryPoints());
    checkProgressPoints(requester.progressPoints());
    Started started = start(requester, request, dataset.features(), dataset.rows());
    store.requireRoom();
    int points = Math.min(requester.progressPoints(), started.hyperparameters().epochs());
    requester
        .memory()
        .accept(
            Training.memory(dataset, started.hyperparameters())
                + Progress.bytes(points, dataset.features()));
    return started.prepared(
        requester, request.name(), neurons.begin(dataset, started.hyperparameters()), points);
  }

  /**
   * Checks all of a request but its dataset, which comes later and in chunks.
   *
   * @throws InvalidInputException with pointers from the root of the request
   */
  public void check(TrainingRequest request) {
    ModelName.checked(request.name());
    checkLossHistoryPoints(request.lossHistoryPoints());
    HyperparametersRequest asked = request.hyperparametersOrDefaults();
    try {
      asked.checkStart();
      Hyperparameters hyperparameters = asked.toHyperparameters(null, request.lossHistoryPoints());
      NeuronService.requireFullBatches(hyperparameters);
      checkEpochs(hyperparameters.epochs());
    } catch (InvalidInputException e) {
      throw e.within("hyperparameters");
    }
    store.requireRoom();
  }

  /**
   * As {@link #check}, as soon as it is known how many features there are.
   *
   * @throws InvalidInputException with pointers from the root of the request
   */
  public void check(Requester requester, TrainingRequest request, int features) {
    checkFeatures(features);
    Started started = start(requester, request, features, 1);
    try {
      NeuronService.requireStart(started.hyperparameters(), features);
    } catch (InvalidInputException e) {
      throw e.within("hyperparameters");
    }
  }

  /**
   * Makes a training of a dataset in chunks that can begin, with the memory that it takes here.
   *
   * @param request without a dataset
   * @throws InvalidInputException with pointers from the root of the request
   */
  public PreparedTraining prepare(
      Requester requester, TrainingRequest request, ChunkedDataset dataset) {
    Started started = start(requester, request, dataset.first().features(), dataset.rows());
    requester.memory().accept(Training.memory(dataset, started.hyperparameters()));
    return started.prepared(
        requester, request.name(), neurons.begin(dataset, started.hyperparameters()), 0);
  }

  /** What is known of a training before it has rows. */
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

  private Started start(Requester requester, TrainingRequest request, int features, int rows) {
    HyperparametersRequest asked = request.hyperparametersOrDefaults();
    try {
      asked.checkStart();
      ModelSnapshot start = start(requester.owner(), asked.startFrom(), features);
      Hyperparameters hyperparameters =
          asked.toHyperparameters(
              start == null ? null : start.parameters(), request.lossHistoryPoints());
      return new Started(
          hyperparameters,
          start,
          cost(rows, features, hyperparameters.epochs(), requester.patience()));
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
          Place.ofParameter("progressPoints"),
          "progressPoints must be from 0 to " + MAX_PROGRESS_POINTS + ".");
    }
  }

  private @Nullable ModelSnapshot start(Owner owner, @Nullable String startFrom, int features) {
    if (startFrom == null) {
      return null;
    }
    ModelSnapshot start = stored(owner, startFrom);
    if (start.parameters().features() != features) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          "startFrom",
          "The dataset has %d features, the model to start from has %d."
              .formatted(features, start.parameters().features()));
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

  private void checkEpochs(int epochs) {
    if (epochs > limits.maxEpochs()) {
      throw new InvalidInputException(
          Reason.INVALID_HYPERPARAMETER,
          "epochs",
          "epochs must be at most %d.".formatted(limits.maxEpochs()));
    }
  }

  private long cost(int rows, int features, int epochs, Patience patience) {
    checkEpochs(epochs);
    long cells = rows * (features + 1L);
    long cost = Math.unsignedMultiplyHigh(cells, epochs) == 0 ? cells * epochs : Long.MAX_VALUE;
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
