package dev.neuron.training.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.neuron.model.Owner;
import dev.neuron.replica.Replicas;
import dev.neuron.replica.SingleReplica;
import dev.neuron.training.run.EventStream;
import dev.neuron.training.run.RunEvents;
import dev.neuron.training.run.TrainingEvent;
import dev.neuron.training.run.TrainingRun.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Events of a job on another replica, which may be lost. */
class SharedEventsTest {

  private static final Owner ANN = new Owner("ann");
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final int EPOCHS = 1000;

  private final Replicas replicas = mock();
  private final RunEvents runEvents = mock();
  private SharedJobs jobs;
  private SharedEvents events;

  SharedEventsTest() {
    SingleReplica alone = new SingleReplica();
    when(replicas.here()).thenReturn("the one that trains");
    when(replicas.entries(any(), any()))
        .thenAnswer(call -> alone.entries(call.getArgument(0), call.getArgument(1)));
    when(runEvents.failed(anyLong(), any()))
        .thenAnswer(call -> new TrainingEvent(call.getArgument(0), "failed", "{}"));
    jobs = sharedJobs(1 << 20);
    events = new SharedEvents(jobs, runEvents, ANN, "id");
    jobs.put(ANN, job(null), List.of(progress(1), progress(40)));
  }

  private SharedJobs sharedJobs(long maxBytes) {
    JobsProperties properties =
        new JobsProperties(10, DataSize.ofBytes(maxBytes), Duration.ofHours(1));
    return new SharedJobs(properties, replicas, JsonMapper.builder().build(), runEvents);
  }

  private static JobResponse job(@Nullable Instant finishedAt) {
    State state = finishedAt == null ? State.RUNNING : State.SUCCEEDED;
    return new JobResponse(
        "id", state, null, 7, EPOCHS, 0.5, Instant.EPOCH, null, finishedAt, null, null, null);
  }

  private static TrainingEvent progress(long id) {
    return new TrainingEvent(id, "progress", "{}");
  }

  private TrainingEvent next(long after) throws InterruptedException {
    TrainingEvent next = events.next(after, SHORT);
    // The poll that detects the loss of the replica does not have the failure yet.
    return next == null ? requireNonNull(events.next(after, SHORT), "no event") : next;
  }

  @Test
  void running_clientAhead_receivesLaterEventsAndTheEnd() throws InterruptedException {
    assertThat(events.newestId()).isEqualTo(40);
    assertThat(events.next(55, SHORT)).isNull();
    jobs.put(
        ANN,
        job(Instant.EPOCH),
        List.of(progress(1), progress(41), new TrainingEvent(42, "done", "{}")));

    assertThat(next(40).id()).isEqualTo(41);
    assertThat(next(55)).isEqualTo(new TrainingEvent(42, "done", "{}"));
    assertThat(events.next(42, SHORT)).isNull();
    assertThat(EventStream.isOver(events, 55)).isFalse();
    assertThat(EventStream.isOver(events, 42)).isTrue();
  }

  /** Its client may have seen any number that the training can give, the end's among them. */
  @Test
  void lost_clientThatHasSeenMoreThanWasShared_receivesTheEnd() throws InterruptedException {
    when(replicas.isGone(anyString())).thenReturn(true);

    for (long seen : new long[] {0, 40, 41, 55, EPOCHS, EPOCHS + 1}) {
      TrainingEvent next = next(Math.max(seen, 40));
      assertThat(next.name()).isEqualTo("failed");
      assertThat(next.id()).isGreaterThan(EPOCHS + 1);
      assertThat(EventStream.isOver(events, seen)).isFalse();
      assertThat(EventStream.isOver(events, next.id())).isTrue();
    }
    assertThat(jobs.events(ANN, "id").stream().map(TrainingEvent::name))
        .containsExactly("progress", "progress", "failed");
  }

  @Test
  void reference_withoutState_waits() throws InterruptedException {
    jobs.put(ANN, job(null), List.of(progress(40), new TrainingEvent(41, "done", "")));

    assertThat(events.next(40, SHORT)).isNull();

    jobs.put(ANN, job(Instant.EPOCH), List.of(progress(40), new TrainingEvent(41, "done", "")));
    assertThat(next(40).name()).isEqualTo("failed"); // its state names no model
  }

  /** The state is shared after the events, and its replica may be lost between the two. */
  @Test
  void lost_afterItsEndWasSharedButNotItsState_hasOneEnd() throws InterruptedException {
    jobs.put(
        ANN, job(null), List.of(progress(1), progress(40), new TrainingEvent(41, "done", "{}")));
    when(replicas.isGone(anyString())).thenReturn(true);

    assertThat(requireNonNull(jobs.settle(ANN, "id")).state()).isEqualTo(State.FAILED);

    assertThat(next(40).name()).isEqualTo("failed");
    assertThat(next(41).name()).isEqualTo("failed");
    assertThat(jobs.events(ANN, "id").stream().filter(TrainingEvent::isLast)).hasSize(1);
  }

  @Test
  void ended_eventsNotKept_saysSoAndDoesNotWaitForEver() throws InterruptedException {
    jobs = sharedJobs(1);
    events = new SharedEvents(jobs, runEvents, ANN, "id");
    jobs.put(ANN, job(Instant.EPOCH), List.of(progress(1), new TrainingEvent(2, "done", "{}")));

    TrainingEvent next = next(1);

    assertThat(next.name()).isEqualTo("failed");
    assertThat(next.id()).isEqualTo(2);
  }
}
