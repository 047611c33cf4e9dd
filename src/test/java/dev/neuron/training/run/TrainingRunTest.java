package dev.neuron.training.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.neuron.core.Dataset;
import dev.neuron.core.Hyperparameters;
import dev.neuron.core.Matrix;
import dev.neuron.core.NeuronService;
import dev.neuron.core.StopReason;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Origin;
import dev.neuron.model.Owner;
import dev.neuron.training.run.TrainingRun.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TrainingRunTest {

  private static final Owner ANN = new Owner("ann");
  private static final Duration LONG = Duration.ofHours(1);
  private static final Dataset DATASET =
      Dataset.of(
          Matrix.of(new double[] {0}, new double[] {1}), new double[] {0, 1}, null, List.of("p"));

  private final ModelStore store = mock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private TrainingRun run(int epochs, Duration limit, UnaryOperator<RuntimeException> faults) {
    when(store.put(any()))
        .thenAnswer(call -> new ModelSnapshot("id", Instant.EPOCH, call.getArgument(0)));
    Hyperparameters hyperparameters = Hyperparameters.builder().epochs(epochs).build();
    return new TrainingRun(
        new PreparedTraining(
            ANN,
            "n",
            new NeuronService().begin(DATASET, hyperparameters),
            DATASET.featureNames(),
            "start-id",
            1,
            0,
            List.of(),
            faults),
        store,
        new TrainingMeters(meters),
        limit,
        true);
  }

  private TrainingRun run(int epochs) {
    return run(epochs, LONG, UnaryOperator.identity());
  }

  private static Origin origin(TrainingRun run) {
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

    assertThat(run.run()).isTrue();

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
    assertThat(requireNonNull(run.finishedAt())).isAfterOrEqualTo(run.startedAt());
    assertThat(count("succeeded", "EPOCHS_COMPLETED")).isOne();
    assertThat(meters.get("neuron.training.row.epochs").counter().count()).isEqualTo(60);
    assertThat(meters.get("neuron.training.duration").timer().count()).isOne();
  }

  @Test
  void run_overdue_keepsTheModelSoFar() throws Exception {
    TrainingRun run = run(2_000_000_000, Duration.ofMillis(5), UnaryOperator.identity());
    Thread clock = ticking(run, false);

    assertThat(run.run()).isTrue();

    assertThat(run.state()).isEqualTo(State.SUCCEEDED);
    assertThat(origin(run).result().stopReason()).isEqualTo(StopReason.DEADLINE);
    clock.join();
    assertThat(count("succeeded", "DEADLINE")).isOne();
  }

  /** The pool's clock may strike between a turn's being given and its beginning. */
  @Test
  void tick_beforeItBegins_endsNothing() {
    TrainingRun run = run(1000, Duration.ofMinutes(1), UnaryOperator.identity());
    run.tick(true);
    run.tick(true);

    assertThat(run.run()).isTrue();

    assertThat(origin(run).result().stopReason()).isEqualTo(StopReason.EPOCHS_COMPLETED);
  }

  @Test
  void run_othersWait_endsItsTurnAndGoesOnInTheNext() throws Exception {
    TrainingRun run = run(2_000_000_000);
    Thread clock = ticking(run, true);

    assertThat(run.run()).isFalse();

    assertThat(run.state()).isEqualTo(State.RUNNING);
    assertThat(run.outcome()).isNotDone();
    run.cancel();
    assertThat(run.run()).isTrue();
    assertThat(run.state()).isEqualTo(State.CANCELLED);
    assertThat(origin(run).result().stopReason()).isEqualTo(StopReason.CANCELLED);
    clock.join();
    assertThat(count("cancelled", "CANCELLED")).isOne();
  }

  @Test
  void cancel_beforeItBegins_trainsNothing() {
    TrainingRun run = run(10);

    run.cancel();

    assertThat(run.state()).isEqualTo(State.CANCELLED);
    assertThat(run.run()).isTrue();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> run.outcome().get())
        .withCauseInstanceOf(CancelledException.class);
    verify(store, never()).put(any());
    assertThat(count("cancelled", "none")).isOne();
  }

  @Test
  void abandon_whileItRuns_keepsNothing() throws Exception {
    TrainingRun run = run(2_000_000_000);
    Thread stopping = Thread.ofVirtual().unstarted(run::abandon);
    Thread training = Thread.ofPlatform().start(run::run);
    while (run.state() == State.QUEUED) {
      Thread.onSpinWait();
    }
    stopping.start();
    training.join();

    assertThat(run.state()).isEqualTo(State.CANCELLED);
    verify(store, never()).put(any());
  }

  @Test
  void run_storeFull_isAFailureInTheRequestsTerms() {
    TrainingRun run = run(10, LONG, e -> new IllegalArgumentException("in terms", e));
    when(store.put(any())).thenThrow(ModelStoreException.full());

    assertThat(run.run()).isTrue();

    assertThat(run.state()).isEqualTo(State.FAILED);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> run.outcome().get())
        .withCauseInstanceOf(IllegalArgumentException.class);
    assertThat(count("failed", "none")).isOne();
    assertThat(count("succeeded", "EPOCHS_COMPLETED")).isZero();
  }

  @Test
  void cancel_afterItsEnd_changesNothing() {
    TrainingRun run = run(10);
    run.run();
    run.cancel();
    assertThat(run.state()).isEqualTo(State.SUCCEEDED);
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
