package dev.neuron.training;

import dev.neuron.core.NeuronService;
import dev.neuron.core.chunk.ChunkedDataset;
import dev.neuron.core.chunk.ChunkedTraining;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingMemory;
import dev.neuron.diagnosis.TableFindings;
import dev.neuron.model.ModelName;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStore;
import dev.neuron.table.DatasetEncoder;
import dev.neuron.table.EncodedTable;
import dev.neuron.table.RawDataset;
import dev.neuron.table.TableEncoding;
import dev.neuron.training.run.PreparedTraining;
import dev.neuron.training.run.Progress;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Prepares trainings from requests, within the limits. */
@Component
public class Trainer {

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
    RawDataset raw = request.dataset();
    if (raw == null) {
      throw InvalidInputException.missing("dataset");
    }
    TrainingLimits.checkLossHistoryPoints(request.lossHistoryPoints());
    TrainingLimits.checkProgressPoints(requester.progressPoints());
    ModelSnapshot start = startingModel(requester, request);
    EncodedTable encoded = encoded(requester, request, raw, start);
    Dataset dataset = encoded.dataset();
    Started started =
        start(
            requester, request, start, dataset.features(), dataset.featureNames(), dataset.rows());
    store.requireRoom();
    int points = Math.min(requester.progressPoints(), started.hyperparameters().epochs());
    requester
        .memory()
        .accept(
            TrainingMemory.bytes(dataset, started.hyperparameters())
                + Progress.bytes(points, dataset.features()));
    return started
        .prepared(
            requester,
            request,
            encoded.encoding(),
            neurons.begin(dataset, started.hyperparameters()),
            points)
        .withFindings(TableFindings.of(encoded.notes()))
        .withFaults(
            e -> e instanceof InvalidInputException invalid ? dataset.locatedCells(invalid) : e);
  }

  private EncodedTable encoded(
      Requester requester, TrainingRequest request, RawDataset raw, @Nullable ModelSnapshot start) {
    return DatasetEncoder.encode(
        raw,
        request.hyperparametersOrDefaults().classWeights(),
        start == null ? null : start.content().encoding(),
        (features, bytes) -> {
          limits.checkFeatures(features);
          if (bytes > 0) {
            requester.memory().accept(raw.bytes() + bytes);
          }
        });
  }

  /**
   * Checks all of a request except its dataset, which arrives later and in chunks.
   *
   * @throws InvalidInputException with pointers from the root of the request
   */
  public void check(TrainingRequest request) {
    ModelName.checked(request.name());
    TrainingLimits.checkLossHistoryPoints(request.lossHistoryPoints());
    HyperparametersRequest requested = request.hyperparametersOrDefaults();
    try {
      requested.checkStart();
      Hyperparameters hyperparameters =
          requested.toHyperparameters(null, request.lossHistoryPoints());
      NeuronService.requireFullBatches(hyperparameters);
      limits.checkEpochs(hyperparameters.epochs());
    } catch (InvalidInputException e) {
      throw e.within("hyperparameters");
    }
    store.requireRoom();
  }

  /**
   * Refuses more features than a training may have.
   *
   * @throws InvalidInputException without a location
   */
  public void checkFeatures(int features) {
    limits.checkFeatures(features);
  }

  /**
   * Prepares a training on a dataset in chunks, ready to begin, with its memory on this replica
   * reserved.
   *
   * @param request without a dataset
   * @param start the result of {@link #startingModel} for this request
   * @param encoding how the columns of the table became features
   * @throws InvalidInputException with pointers from the root of the request
   */
  public PreparedTraining prepare(
      Requester requester,
      TrainingRequest request,
      @Nullable ModelSnapshot start,
      ChunkedDataset dataset,
      TableEncoding encoding) {
    Dataset first = dataset.first();
    Started started =
        start(requester, request, start, first.features(), first.featureNames(), dataset.rows());
    requester.memory().accept(ChunkedTraining.memory(dataset, started.hyperparameters()));
    return started.prepared(
        requester, request, encoding, neurons.begin(dataset, started.hyperparameters()), 0);
  }

  /** A training without rows yet. */
  private record Started(
      Hyperparameters hyperparameters, @Nullable ModelSnapshot start, long cost) {

    PreparedTraining prepared(
        Requester requester,
        TrainingRequest request,
        TableEncoding encoding,
        Training training,
        int points) {
      return new PreparedTraining(
          requester.owner(),
          request.name(),
          training,
          training.dataset().featureNames(),
          encoding,
          request.hyperparametersOrDefaults().classWeights(),
          start == null ? null : start.id(),
          cost,
          points,
          List.of(),
          UnaryOperator.identity());
    }
  }

  /**
   * Returns the model that a request starts from; null if it names none.
   *
   * @throws InvalidInputException with pointers from the root of the request
   */
  public @Nullable ModelSnapshot startingModel(Requester requester, TrainingRequest request) {
    HyperparametersRequest requested = request.hyperparametersOrDefaults();
    try {
      requested.checkStart();
    } catch (InvalidInputException e) {
      throw e.within("hyperparameters");
    }
    return requested.startFrom() == null
        ? null
        : StartingModel.find(store, requester.owner(), requested.startFrom());
  }

  private Started start(
      Requester requester,
      TrainingRequest request,
      @Nullable ModelSnapshot start,
      int features,
      @Nullable List<String> featureNames,
      int rows) {
    HyperparametersRequest requested = request.hyperparametersOrDefaults();
    try {
      Hyperparameters hyperparameters =
          requested.toHyperparameters(
              start == null ? null : StartingModel.parameters(start, features, featureNames),
              request.lossHistoryPoints());
      hyperparameters.solver().requireFeatures(features);
      return new Started(
          hyperparameters, start, limits.cost(rows, features, hyperparameters, requester.mode()));
    } catch (InvalidInputException e) {
      throw e.within("hyperparameters");
    }
  }
}
