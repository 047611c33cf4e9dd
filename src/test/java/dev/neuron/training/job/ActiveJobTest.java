package dev.neuron.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.neuron.Waiting;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Owner;
import dev.neuron.training.run.RunEvents;
import dev.neuron.training.run.TrainingRun;
import dev.neuron.training.run.TrainingRun.State;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Publication of a job: its states, and when they are published. */
class ActiveJobTest {

  private final TrainingRun run = mock();
  private final RunEvents events = mock();
  private final SharedJobs shared = mock();
  private final CompletableFuture<ModelSnapshot> outcome = new CompletableFuture<>();
  private final ActiveJob job = job(Duration.ofHours(1));

  ActiveJobTest() {
    when(run.state()).thenReturn(State.QUEUED);
    when(run.outcome()).thenReturn(outcome);
  }

  private ActiveJob job(Duration renewal) {
    return new ActiveJob(new Job("id", Owner.ANONYMOUS, Instant.EPOCH, run), events, renewal);
  }

  private boolean publish() {
    return job.publish(shared, _ -> mock());
  }

  private void assertPublished(int times) {
    verify(shared, times(times)).put(any(), any(), any());
  }

  @Test
  void unchanged_isPublishedOnce() {
    assertThat(job.hasChanged()).isTrue();
    assertThat(publish()).isFalse();
    assertThat(job.hasChanged()).isFalse();
    publish();
    assertPublished(1);
  }

  /** Otherwise other replicas would forget a job that waits longer than they keep it. */
  @Test
  void unchangedForAWhile_isPublishedAgain() {
    ActiveJob waiting = job(Duration.ofMillis(20));
    waiting.publish(shared, _ -> mock());
    Waiting.until("it is to be published", waiting::hasChanged);
  }

  @Test
  void newStateOrEventOrEnd_isPublished() {
    publish();
    when(run.state()).thenReturn(State.RUNNING);
    assertThat(job.hasChanged()).isTrue();
    publish();
    when(events.newestId(run)).thenReturn(1L);
    assertThat(job.hasChanged()).isTrue();
    publish();
    outcome.cancel(false);
    assertThat(publish()).isTrue();
    assertPublished(4);
  }

  @Test
  void withoutOtherReplicas_isPublishedLater() {
    outcome.cancel(false);
    doThrow(ModelStoreException.unavailable(new IllegalStateException()))
        .doNothing()
        .when(shared)
        .put(any(), any(), any());
    assertThat(publish()).isFalse();
    assertThat(job.hasChanged()).isTrue();
    assertThat(publish()).isTrue();
  }

  @Test
  void forgotten_isNotPublishedAgain() {
    publish();
    outcome.cancel(false);
    job.forget();
    assertThat(publish()).isTrue();
    assertPublished(1);
  }
}
