package dev.neuron.training;

import static dev.neuron.model.Owner.NOBODY;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.neuron.core.Dataset;
import dev.neuron.core.InvalidInputException;
import dev.neuron.core.InvalidInputException.Reason;
import dev.neuron.core.Matrix;
import dev.neuron.core.NeuronParameters;
import dev.neuron.core.NeuronService;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Origin;
import dev.neuron.model.StoreFaults;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class TrainerTest {

  /** Two rows of one feature: each epoch costs 4. */
  private static final Dataset DATASET =
      Dataset.of(
          Matrix.of(new double[] {0}, new double[] {1}), new double[] {0, 1}, null, List.of("p"));

  private final ModelStore store = mock();
  private final Trainer trainer =
      new Trainer(new NeuronService(), store, new TrainingLimits(50, 3, 120));

  private static TrainingRequest request(int epochs, @Nullable String startFrom) {
    return new TrainingRequest(
        "n",
        DATASET,
        new HyperparametersRequest(
            null, epochs, null, null, null, null, null, null, null, null, startFrom, null, null,
            null, null),
        null);
  }

  private static ModelSnapshot stored(double... weights) {
    return new ModelSnapshot(
        "start-id",
        Instant.EPOCH,
        new Content(NOBODY, null, new NeuronParameters(weights, 0.5), null, null));
  }

  private Content put() {
    ArgumentCaptor<Content> put = ArgumentCaptor.captor();
    verify(store).put(put.capture());
    return put.getValue();
  }

  private void assertRefused(TrainingRequest request, Reason reason, String pointer) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> trainer.train(NOBODY, request))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .satisfies(e -> assertThat(e.faults().getFirst().pointer()).isEqualTo(pointer));
    verify(store, never()).put(any());
  }

  @Test
  void train_putsWhatWasLearnedWithItsOrigin() {
    ModelSnapshot answer = stored(1);
    when(store.put(any())).thenReturn(answer);

    assertThat(trainer.train(NOBODY, request(30, null))).isSameAs(answer);

    Content content = put();
    Origin origin = requireNonNull(content.origin());
    assertThat(content.name()).isEqualTo("n");
    assertThat(content.featureNames()).containsExactly("p");
    assertThat(origin.startFrom()).isNull();
    assertThat(origin.result().epochsRun()).isEqualTo(30);
    assertThat(content.parameters()).isSameAs(origin.result().parameters());
  }

  @Test
  void train_startFrom_beginsAtThatModelAndRemembersItsId() {
    when(store.get(NOBODY, "start")).thenReturn(stored(1));

    trainer.train(NOBODY, request(1, "start"));

    Origin origin = requireNonNull(put().origin());
    assertThat(origin.startFrom()).isEqualTo("start-id");
    NeuronParameters initial = requireNonNull(origin.result().hyperparameters().initial());
    assertThat(initial.weights()).containsExactly(1);
    assertThat(initial.bias()).isEqualTo(0.5);
  }

  @Test
  void train_startFromOfOtherWidth_isRefused() {
    when(store.get(NOBODY, "start")).thenReturn(stored(1, 2));

    assertRefused(request(1, "start"), Reason.WRONG_FEATURE_COUNT, "hyperparameters/startFrom");
  }

  @Test
  void train_costAtTheLimit_isTrainedAndOneEpochMoreRefused() {
    trainer.train(NOBODY, request(30, null));
    put();
    reset(store);

    assertRefused(request(31, null), Reason.TRAINING_TOO_COSTLY, "hyperparameters/epochs");
  }

  @Test
  void train_epochsOverTheLimit_areRefusedEvenByDefault() {
    for (TrainingRequest request :
        List.of(request(51, null), new TrainingRequest(null, DATASET, null, null))) {
      assertRefused(request, Reason.INVALID_HYPERPARAMETER, "hyperparameters/epochs");
    }
  }

  @Test
  void train_lossHistoryPointsOutOfRange_areRefused() {
    for (int points : new int[] {0, -1, 1_000_001}) {
      assertRefused(
          new TrainingRequest(null, DATASET, null, points),
          Reason.INVALID_HYPERPARAMETER,
          "lossHistoryPoints");
    }
  }

  @Test
  void train_storeWithoutRoom_isRefusedBeforeTraining() {
    NeuronService neurons = mock();
    doThrow(StoreFaults.full()).when(store).requireRoom();

    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(
            () ->
                new Trainer(neurons, store, new TrainingLimits(50, 3, 120))
                    .train(NOBODY, request(1, null)));
    verifyNoInteractions(neurons);
  }
}
