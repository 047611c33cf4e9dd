package dev.neuron.training.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.StopReason;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Owner;
import dev.neuron.model.Provenance;
import dev.neuron.problem.ProblemException;
import dev.neuron.table.TableEncoding;
import dev.neuron.training.run.TrainingRun.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TrainingRunTest {

  private static final Owner ANN = new Owner("ann");
  private static final Duration LONG = Duration.ofHours(1);
  private static final Dataset DATASET =
      Dataset.of(
          Matrix.of(new double[] {0}, new double[] {1}), new double[] {0, 1}, null, List.of("p"));

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final RunEvents EVENTS = new RunEvents(MAPPER, mock());

  private final ModelStore store = mock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private TrainingRun run(int epochs, Duration limit, UnaryOperator<RuntimeException> faults) {
    return run(DATASET, Hyperparameters.builder().epochs(epochs).build(), 0, limit, faults);
  }

  private TrainingRun run(Dataset dataset, Hyperparameters hyperparameters, int points) {
    return run(dataset, hyperparameters, points, LONG, UnaryOperator.identity());
  }

  private TrainingRun run(
      Dataset dataset,
      Hyperparameters hyperparameters,
      int points,
      Duration limit,
      UnaryOperator<RuntimeException> faults) {
    when(store.put(any(), any()))
        .thenAnswer(
            call -> new ModelSnapshot(call.getArgument(0), Instant.EPOCH, call.getArgument(1)));
    NeuronService neurons = new NeuronService();
    return new TrainingRun(
        neurons,
        new PreparedTraining(
            ANN,
            "n",
            neurons.begin(dataset, hyperparameters),
            dataset.featureNames(),
            TableEncoding.ofNumbers(dataset.featureNames(), dataset.features()),
            null,
            "start-id",
            1,
            points,
            List.of(),
            faults),
        new StoreRetries(store, Duration.ofMinutes(1)),
        new TrainingMeters(meters),
        limit,
        new ProgressLog(EVENTS, points, hyperparameters.epochs()));
  }

  private TrainingRun run(int epochs) {
    return run(epochs, LONG, UnaryOperator.identity());
  }

  /** Runs a turn, as the pool does; returns true if it was the last. */
  private static boolean turn(TrainingRun run) {
    boolean isDone = run.run();
    if (isDone) {
      run.complete();
    }
    return isDone;
  }

  private static Provenance origin(TrainingRun run) {
    return requireNonNull(run.outcome().join().content().origin());
  }

  private double count(String outcome, String reason) {
    return meters
        .get("neuron.trainings")
        .tag("outcome", outcome)
        .tag("stop_reason", reason)
        .counter()
        .count();
  }

  @Test
  void run_toItsEnd_putsWhatWasLearnedWithItsOrigin() {
    TrainingRun run = run(30);
    assertThat(run.state()).isEqualTo(State.QUEUED);

    assertThat(turn(run)).isTrue();

    assertThat(run.state()).isEqualTo(State.SUCCEEDED);
    Content content = run.outcome().join().content();
    assertThat(content.owner()).isEqualTo(ANN);
    assertThat(content.name()).isEqualTo("n");
    assertThat(content.featureNames()).containsExactly("p");
    assertThat(origin(run).startFrom()).isEqualTo("start-id");
    assertThat(origin(run).result().epochsRun()).isEqualTo(30);
    assertThat(requireNonNull(run.progress()).epoch()).isEqualTo(30);
    assertThat(requireNonNull(run.progress()).weights())
        .containsExactly(content.parameters().weights());
    assertThat(requireNonNull(run.end()).at()).isAfterOrEqualTo(run.startedAt());
    assertThat(count("succeeded", "EPOCHS_COMPLETED")).isOne();
    assertThat(meters.get("neuron.training.row.epochs").counter().count()).isEqualTo(60);
    assertThat(meters.get("neuron.training.duration").timer().count()).isOne();
  }

  private static List<Progress> logged(TrainingRun run) {
    return run.log().soFar().stream()
        .filter(event -> event.name().equals(TrainingEvent.PROGRESS))
        .map(event -> MAPPER.readValue(event.data(), Progress.class))
        .toList();
  }

  private static void assertLastIsTheResult(TrainingRun run) {
    TrainingResult result = origin(run).result();
    Progress last = logged(run).getLast();
    assertThat(last.epoch()).isEqualTo(result.epochsRun());
    assertThat(last.loss()).isEqualTo(result.loss());
    assertThat(last.weights()).containsExactly(result.parameters().weights());
    assertThat(last.bias()).isEqualTo(result.parameters().bias());
    assertThat(run.progress()).usingRecursiveComparison().isEqualTo(last);
    assertThat(logged(run).stream().map(Progress::epoch)).doesNotHaveDuplicates().isSorted();
  }

  /** x 0 and 1, y 0 and 1: the mean of two squared errors, each as its epoch found it. */
  @Test
  void run_progress_holdsWhatEpochsFoundAndLastTheLossOfTheResult() {
    TrainingRun run = run(DATASET, Hyperparameters.builder().epochs(3).build(), 3);

    turn(run);

    double[] history = origin(run).result().lossHistory();
    assertThat(logged(run).stream().map(Progress::loss))
        .containsExactly(history[0], history[1], origin(run).result().loss());
    assertThat(logged(run).getFirst().loss()).isEqualTo(0.25);
    assertThat(origin(run).result().loss()).isLessThan(history[2]);
    assertLastIsTheResult(run);
  }

  @Test
  void run_oneEpoch_logsTheLossAfterIt() {
    TrainingRun run = run(1);

    turn(run);

    // W = b·0 + 0.5 · 2 · ½ · ¼ · ½: h is 0.0625 and 0 for the rows, b stays 0
    double square = Math.pow(1 - 1 / (1 + Math.exp(-0.0625)), 2);
    assertThat(logged(run)).hasSize(1);
    assertThat(logged(run).getFirst().loss()).isCloseTo((0.25 + square) / 2, within(1e-15));
    assertLastIsTheResult(run);
  }

  @Test
  void run_convergedAtAPoint_logsItsLastEpochOnceWithTheResult() {
    TrainingRun run =
        run(DATASET, Hyperparameters.builder().epochs(500).tolerance(0.01).build(), 500);

    turn(run);

    assertThat(origin(run).result().stopReason()).isEqualTo(StopReason.CONVERGED);
    assertLastIsTheResult(run);
  }

  /** The held-out rows are best before the end, so W and b are those of an earlier epoch. */
  @Test
  void run_stoppedEarly_logsTheBestEpochLast() {
    Matrix x = Matrix.of(new double[] {1}, new double[] {2}, new double[] {3}, new double[] {-1});
    Hyperparameters hyperparameters =
        Hyperparameters.builder()
            .epochs(500)
            .validationFraction(0.5)
            .tolerance(1e-6)
            .patience(3)
            .build();
    TrainingRun run = run(Dataset.of(x, new double[] {0.9, 0.2, 0.7, 0.4}), hyperparameters, 500);

    turn(run);

    assertThat(origin(run).result().stopReason()).isEqualTo(StopReason.EARLY_STOPPED);
    assertLastIsTheResult(run);
  }

  @Test
  void run_overdue_keepsTheModelSoFar() throws Exception {
    TrainingRun run = run(2_000_000_000, Duration.ofMillis(5), UnaryOperator.identity());
    Thread clock = ticking(run, false);

    assertThat(turn(run)).isTrue();

    assertThat(run.state()).isEqualTo(State.SUCCEEDED);
    assertThat(origin(run).result().stopReason()).isEqualTo(StopReason.DEADLINE);
    clock.join();
    assertThat(count("succeeded", "DEADLINE")).isOne();
  }

  /** The pool's clock may tick after a turn was assigned and before it begins. */
  @Test
  void tick_beforeItBegins_endsNothing() {
    TrainingRun run = run(1000, Duration.ofMinutes(1), UnaryOperator.identity());
    run.tick(true);
    run.tick(true);

    assertThat(turn(run)).isTrue();

    assertThat(origin(run).result().stopReason()).isEqualTo(StopReason.EPOCHS_COMPLETED);
  }

  @Test
  void run_othersWait_endsItsTurnAndGoesOnInTheNext() throws Exception {
    TrainingRun run = run(2_000_000_000);
    Thread clock = ticking(run, true);

    assertThat(turn(run)).isFalse();

    assertThat(run.state()).isEqualTo(State.RUNNING);
    assertThat(run.outcome()).isNotDone();
    run.cancel();
    assertThat(turn(run)).isTrue();
    assertThat(run.state()).isEqualTo(State.CANCELLED);
    assertThat(origin(run).result().stopReason()).isEqualTo(StopReason.CANCELLED);
    assertLastIsTheResult(run);
    clock.join();
    assertThat(count("cancelled", "CANCELLED")).isOne();
  }

  @Test
  void cancel_beforeItBegins_trainsNothing() {
    TrainingRun run = run(10);

    run.cancel();

    assertThat(run.state()).isEqualTo(State.CANCELLED);
    assertThat(turn(run)).isTrue();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> run.outcome().get())
        .withCauseInstanceOf(ProblemException.class);
    verify(store, never()).put(any(), any());
    assertThat(count("cancelled", "none")).isOne();
  }

  @Test
  void abandon_whileItRuns_keepsNothing() throws Exception {
    TrainingRun run = run(2_000_000_000);
    Thread stopping = Thread.ofVirtual().unstarted(run::abandon);
    Thread training = Thread.ofPlatform().start(() -> turn(run));
    while (run.state() == State.QUEUED) {
      Thread.onSpinWait();
    }
    stopping.start();
    training.join();

    assertThat(run.state()).isEqualTo(State.CANCELLED);
    verify(store, never()).put(any(), any());
  }

  @Test
  void run_storeFull_isAFailureInTheRequestsTerms() {
    TrainingRun run = run(10, LONG, e -> new IllegalArgumentException("in terms", e));
    when(store.put(any(), any())).thenThrow(ModelStoreException.full());

    assertThat(turn(run)).isTrue();

    assertThat(run.state()).isEqualTo(State.FAILED);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> run.outcome().get())
        .withCauseInstanceOf(IllegalArgumentException.class);
    assertThat(count("failed", "none")).isOne();
    assertThat(count("succeeded", "EPOCHS_COMPLETED")).isZero();
  }

  /** The training thread is free before the store is called. */
  @Test
  void run_trained_leavesStoringToAnotherThread() {
    TrainingRun run = run(10);

    assertThat(run.run()).isTrue();

    verify(store, never()).put(any(), any());
    assertThat(run.state()).isEqualTo(State.RUNNING);
    assertThat(run.isStoring()).isTrue();
    assertThat(run.outcome()).isNotDone();
    run.complete();
    assertThat(run.state()).isEqualTo(State.SUCCEEDED);
    assertThat(run.isStoring()).isFalse();
  }

  @Test
  void complete_storeUnavailableForAWhile_retriesTheSameModel() {
    TrainingRun run = run(10);
    List<String> ids = new ArrayList<>();
    when(store.put(any(), any()))
        .thenAnswer(
            call -> {
              ids.add(call.getArgument(0));
              if (ids.size() < 4) {
                assertThat(run.isStoring()).isTrue();
                throw ModelStoreException.unavailable(new IllegalStateException());
              }
              return new ModelSnapshot(ids.getLast(), Instant.EPOCH, call.getArgument(1));
            });

    assertThat(turn(run)).isTrue();

    assertThat(run.state()).isEqualTo(State.SUCCEEDED);
    assertThat(ids).hasSize(4).containsOnly(run.outcome().join().id());
  }

  @Test
  void complete_storeUnavailableAndModelAbandoned_givesUp() {
    TrainingRun run = run(10);
    when(store.put(any(), any()))
        .thenAnswer(
            _ -> {
              run.abandon();
              throw ModelStoreException.unavailable(new IllegalStateException());
            });

    assertThat(turn(run)).isTrue();

    verify(store).put(any(), any());
    assertThat(run.state()).isEqualTo(State.FAILED);
  }

  /** The clock of all trainings needs the monitor, too. */
  @Test
  void tick_whileDependentsOfTheOutcomeRun_doesNotWaitForThem() throws Exception {
    TrainingRun run = run(10);
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch ticked = new CountDownLatch(1);
    var _ =
        run.outcome()
            .whenComplete(
                (_, _) -> {
                  told.countDown();
                  await(ticked);
                });
    Thread training = Thread.ofPlatform().start(() -> turn(run));
    await(told);

    run.stop(mock());
    run.tick(true);
    run.cancel();
    ticked.countDown();

    training.join();
    assertThat(run.state()).isEqualTo(State.SUCCEEDED);
  }

  @Test
  void cancel_afterItsEnd_changesNothing() {
    TrainingRun run = run(10);
    turn(run);
    run.cancel();
    assertThat(run.state()).isEqualTo(State.SUCCEEDED);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The pool's clock: ticks until the turn is over. */
  private static Thread ticking(TrainingRun run, boolean othersWait) {
    return Thread.ofPlatform()
        .start(
            () -> {
              for (int i = 0; i < 30; i++) {
                try {
                  Thread.sleep(10);
                } catch (InterruptedException e) {
                  return;
                }
                run.tick(othersWait);
              }
            });
  }
}
