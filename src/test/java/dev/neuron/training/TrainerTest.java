package dev.neuron.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.TrainingListener;
import dev.neuron.core.training.TrainingMemory;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Owner;
import dev.neuron.table.RawDataset;
import dev.neuron.table.Table;
import dev.neuron.table.TableOptions;
import dev.neuron.training.run.PreparedTraining;
import dev.neuron.training.run.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainerTest {

  /** Two rows of one feature: each epoch costs 4. */
  private static final RawDataset DATASET =
      raw(Matrix.of(new double[] {0}, new double[] {1}), List.of("p"));

  /** What the request's table becomes. */
  private static final Dataset TRAINED_ON =
      Dataset.of(
          Matrix.of(new double[] {0}, new double[] {1}), new double[] {0, 1}, null, List.of("p"));

  private static final Owner ALICE = new Owner("alice");

  private final ModelStore store = mock();
  private final Trainer trainer =
      new Trainer(new NeuronService(), store, new TrainingLimits(50, 3, 120, 200));

  private static TrainingRequest request(int epochs, @Nullable String startFrom) {
    return new TrainingRequest(
        "n",
        DATASET,
        new HyperparametersRequest(
            null, null, epochs, null, null, null, null, null, null, null, null, startFrom, null,
            null, null, null, null, null),
        null);
  }

  private static RawDataset raw(Matrix x, @Nullable List<String> names) {
    Table y = Table.of(Matrix.of(new double[] {0}, new double[] {1}));
    return new RawDataset(Table.of(x), y, null, names, TableOptions.DEFAULTS, "x");
  }

  private static ModelSnapshot stored(double... weights) {
    return stored(null, weights);
  }

  private static ModelSnapshot stored(@Nullable List<String> names, double... weights) {
    return new ModelSnapshot(
        "start-id",
        Instant.EPOCH,
        new Content(ALICE, null, new NeuronParameters(weights, 0.5), names, null));
  }

  private static TrainingRequest startingWith(@Nullable List<String> names) {
    Matrix x = Matrix.of(new double[] {0, 1, 2}, new double[] {1, 0, 3});
    return new TrainingRequest(
        null, raw(x, names), requireNonNull(request(1, "start").hyperparameters()), null);
  }

  private double[] startOf(@Nullable List<String> names) {
    return requireNonNull(prepare(startingWith(names)).training().hyperparameters().initial())
        .weights();
  }

  private static Requester asks(ResponseMode mode) {
    return new Requester(ALICE, mode, _ -> {});
  }

  private PreparedTraining prepare(TrainingRequest request) {
    return trainer.prepare(asks(ResponseMode.WAIT), request);
  }

  private void assertRefused(TrainingRequest request, Reason reason, String pointer) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> prepare(request))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .satisfies(e -> assertThat(e.faults().getFirst().pointer()).isEqualTo(pointer));
    verify(store, never()).put(any());
  }

  @Test
  void prepare_request_isATrainingWithItsCost() {
    PreparedTraining prepared = prepare(request(30, null));

    assertThat(prepared.owner()).isEqualTo(ALICE);
    assertThat(prepared.name()).isEqualTo("n");
    assertThat(prepared.featureNames()).containsExactly("p");
    assertThat(prepared.startFrom()).isNull();
    assertThat(prepared.epochs()).isEqualTo(30);
    assertThat(prepared.cost()).isEqualTo(120);
    assertThat(requireNonNull(prepared.training().run(TrainingListener.NONE)).epochsRun())
        .isEqualTo(30);
  }

  @Test
  void prepare_memory_isAskedForBeforeItIsTaken() {
    IllegalStateException refused = new IllegalStateException("none free");
    NeuronService neurons = mock();
    Trainer trainer = new Trainer(neurons, store, new TrainingLimits(50, 3, 120, 200));
    Requester requester =
        new Requester(
            ALICE,
            ResponseMode.WAIT,
            bytes -> {
              assertThat(bytes)
                  .isEqualTo(
                      TrainingMemory.bytes(
                          TRAINED_ON, Hyperparameters.builder().epochs(30).build()));
              throw refused;
            });

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> trainer.prepare(requester, request(30, null)))
        .isSameAs(refused);
    verifyNoInteractions(neurons);
  }

  @Test
  void prepare_memory_isAskedForProgressToo() {
    List<Long> requested = new ArrayList<>();
    PreparedTraining prepared =
        trainer.prepare(
            new Requester(ALICE, ResponseMode.JOB, 1000, requested::add), request(30, null));
    assertThat(prepared.progressPoints()).isEqualTo(30);
    assertThat(requested)
        .containsExactly(
            TrainingMemory.bytes(TRAINED_ON, Hyperparameters.builder().epochs(30).build())
                + Progress.bytes(30, 1));
  }

  @Test
  void prepare_startFrom_beginsAtThatModelAndRemembersItsId() {
    when(store.get(ALICE, "start")).thenReturn(stored(1));

    PreparedTraining prepared = prepare(request(1, "start"));

    assertThat(prepared.startFrom()).isEqualTo("start-id");
    NeuronParameters initial = requireNonNull(prepared.training().hyperparameters().initial());
    assertThat(initial.weights()).containsExactly(1);
    assertThat(initial.bias()).isEqualTo(0.5);
  }

  @Test
  void prepare_startFromOfOtherWidth_isRefused() {
    when(store.get(ALICE, "start")).thenReturn(stored(1, 2));

    assertRefused(request(1, "start"), Reason.WRONG_FEATURE_COUNT, "hyperparameters/startFrom");
  }

  @Test
  void prepare_startFrom_putsWeightsWhereTheirNamesAre() {
    when(store.get(ALICE, "start")).thenReturn(stored(List.of("a", "b", "c"), 1, 2, 3));

    assertThat(startOf(List.of("a", "b", "c"))).containsExactly(1, 2, 3);
    assertThat(startOf(List.of("c", "a", "b"))).containsExactly(3, 1, 2);
    assertThat(startOf(null)).containsExactly(1, 2, 3);
  }

  @Test
  void prepare_startFromWithoutNames_goesByPosition() {
    when(store.get(ALICE, "start")).thenReturn(stored(1, 2, 3));

    assertThat(startOf(List.of("c", "a", "b"))).containsExactly(1, 2, 3);
  }

  @Test
  void prepare_startFromOfOtherNames_isRefused() {
    when(store.get(ALICE, "start")).thenReturn(stored(List.of("a", "b", "c"), 1, 2, 3));
    TrainingRequest request = startingWith(List.of("a", "q", "c"));

    assertRefused(request, Reason.FEATURE_NAME_MISMATCH, "hyperparameters/startFrom");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> prepare(request))
        .withMessageEndingWith("Missing: b. Not known to the model: q.");
  }

  @Test
  void prepare_startFromOfMoreNames_isRefusedWithThoseThatDiffer() {
    when(store.get(ALICE, "start")).thenReturn(stored(List.of("a", "b"), 1, 2));
    TrainingRequest request = startingWith(List.of("c", "b", "a"));

    assertRefused(request, Reason.WRONG_FEATURE_COUNT, "hyperparameters/startFrom");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> prepare(request))
        .withMessageContaining("The dataset has 3 features, the model to start from has 2.")
        .withMessageEndingWith("Not known to the model: c.");
  }

  @Test
  void prepare_cost_isBoundByHowItIsAskedFor() {
    assertThat(prepare(request(30, null)).cost()).isEqualTo(120);
    assertRefused(request(31, null), Reason.TRAINING_TOO_COSTLY, "hyperparameters/epochs");

    assertThat(trainer.prepare(asks(ResponseMode.JOB), request(50, null)).cost()).isEqualTo(200);
    Trainer narrow = new Trainer(new NeuronService(), store, new TrainingLimits(1000, 3, 120, 200));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> narrow.prepare(asks(ResponseMode.JOB), request(51, null)))
        .withMessageContaining("204")
        .withMessageContaining("at most 200")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("respond-async"));
    assertThat(narrow.prepare(asks(ResponseMode.DRY_RUN), request(51, null)).cost()).isEqualTo(204);
  }

  @Test
  void prepare_tooCostlyToWaitForOnly_saysHowElse() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> prepare(request(31, null)))
        .withMessageContaining("Prefer: respond-async");
  }

  @Test
  void prepare_epochsOverTheLimit_areRefusedEvenByDefault() {
    for (TrainingRequest request :
        List.of(request(51, null), new TrainingRequest(null, DATASET, null, null))) {
      assertRefused(request, Reason.INVALID_HYPERPARAMETER, "hyperparameters/epochs");
    }
  }

  @Test
  void prepare_lossHistoryPointsOutOfRange_areRefused() {
    for (int points : new int[] {0, -1, 1_000_001}) {
      assertRefused(
          new TrainingRequest(null, DATASET, null, points),
          Reason.INVALID_HYPERPARAMETER,
          "lossHistoryPoints");
    }
  }

  @Test
  void prepare_storeWithoutRoom_isRefusedBeforeTraining() {
    NeuronService neurons = mock();
    doThrow(ModelStoreException.full()).when(store).requireRoom();

    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(
            () ->
                new Trainer(neurons, store, new TrainingLimits(50, 3, 120, 200))
                    .prepare(asks(ResponseMode.WAIT), request(1, null)));
    verifyNoInteractions(neurons);
  }
}
