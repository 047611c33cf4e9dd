package dev.neuron.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.neuron.admission.Caller;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.Owner;
import dev.neuron.problem.ProblemException;
import dev.neuron.replica.Replicas;
import dev.neuron.replica.SharedEntries;
import dev.neuron.replica.SingleReplica;
import dev.neuron.training.job.JobResponse.Page;
import dev.neuron.training.run.PreparedTraining;
import dev.neuron.training.run.RunEvents;
import dev.neuron.training.run.TrainingEvent;
import dev.neuron.training.run.TrainingRun;
import dev.neuron.training.run.TrainingRun.State;
import dev.neuron.training.run.Trainings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class JobsTest {

  private static final Owner ANN = new Owner("ann");

  private final Trainings trainings = mock();
  private final RunEvents events = mock();

  private Jobs jobs(int maxKept, long maxBytes) {
    return jobs(maxKept, maxBytes, new SingleReplica());
  }

  private Jobs jobs(int maxKept, long maxBytes, Replicas replicas) {
    JobsProperties properties =
        new JobsProperties(maxKept, DataSize.ofBytes(maxBytes), Duration.ofHours(1));
    SharedJobs shared = new SharedJobs(properties, replicas, JsonMapper.builder().build(), events);
    return new Jobs(trainings, shared, replicas, events, properties);
  }

  /** Ends jobs, each with an event of a number of characters. */
  private List<String> end(Jobs jobs, int count, int characters) {
    PreparedTraining prepared = mock();
    when(prepared.owner()).thenReturn(ANN);
    when(events.soFar(any()))
        .thenReturn(List.of(new TrainingEvent(1, "done", "W".repeat(characters))));
    Content content = new Content(ANN, null, new NeuronParameters(new double[1], 0), null, null);
    return IntStream.range(0, count)
        .mapToObj(
            _ -> {
              TrainingRun run = mock();
              when(run.state()).thenReturn(State.SUCCEEDED);
              when(run.end())
                  .thenReturn(new TrainingRun.End(State.SUCCEEDED, Instant.EPOCH, null, null));
              when(run.outcome())
                  .thenReturn(
                      CompletableFuture.completedFuture(
                          new ModelSnapshot("id", Instant.EPOCH, content)));
              when(trainings.begin(any(), any())).thenReturn(run);
              return jobs.begin(mock(Caller.class), prepared).id();
            })
        .toList();
  }

  @Test
  void ended_areKeptUpToTheirNumber() {
    Jobs jobs = jobs(5, 1 << 20);
    end(jobs, 20, 1);
    assertThat(jobs.all(ANN)).hasSize(5);
  }

  /** Events hold their models, even evicted ones. The final states are kept longer. */
  @Test
  void events_areKeptUpToTheirMemory() {
    Jobs jobs = jobs(1000, 1 << 20);
    List<String> ids = end(jobs, 20, 400_000);
    assertThat(jobs.all(ANN)).hasSize(20);
    assertThat(ids.stream().filter(id -> hasEvents(jobs, id))).hasSize(2);
  }

  private static boolean hasEvents(Jobs jobs, String id) {
    try {
      return jobs.events(ANN, id).endId() == 1;
    } catch (ProblemException e) {
      assertThat(e.getStatusCode()).isEqualTo(HttpStatus.GONE);
      return false;
    }
  }

  @Test
  void ended_thatIsNoLongerKept_isKnownToHaveBeenThere() {
    Jobs jobs = jobs(5, 1 << 20);
    List<String> ids = end(jobs, 20, 1);
    List<String> kept = jobs.all(ANN).stream().map(JobResponse::id).toList();
    assertThat(ids)
        .filteredOn(id -> !kept.contains(id))
        .hasSize(15)
        .allSatisfy(id -> assertStatus(jobs, id, HttpStatus.GONE));
    assertStatus(jobs, "never", HttpStatus.NOT_FOUND);
  }

  private static void assertStatus(Jobs jobs, String id, HttpStatus status) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> jobs.get(ANN, id))
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(status));
  }

  /** A frozen replica blocks no request, and no thread that ends a training. */
  @Test
  void publishing_thatDoesNotReturn_isNotWaitedFor() throws InterruptedException {
    CountDownLatch frozen = new CountDownLatch(1);
    Replicas replicas = mock();
    SharedEntries entries = mock();
    when(replicas.here()).thenReturn("here");
    when(replicas.entries(any(), any())).thenReturn(entries);
    doAnswer(
            _ -> {
              frozen.await();
              return null;
            })
        .when(entries)
        .put(any(), any());
    Jobs jobs = jobs(5, 1 << 20, replicas);

    String id = end(jobs, 1, 1).getFirst();

    assertThat(jobs.get(ANN, id).state()).isEqualTo(State.SUCCEEDED);
    assertThat(frozen.getCount()).isOne();
    frozen.countDown();
    jobs.destroy();
    verify(entries, atLeastOnce()).put(any(), any());
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> jobs.get(ANN, id)); // the other replicas have it now
  }

  /** Two replicas may create jobs in the same microsecond. */
  @Test
  void page_doesNotEndBetweenTwoOfTheSameTime() {
    List<JobResponse> all =
        Stream.of(3, 2, 2, 1).map(Instant::ofEpochSecond).map(JobsTest::created).toList();
    Page first = Page.of(all, 2, null);
    assertThat(first.trainings()).isEqualTo(all.subList(0, 3));
    assertThat(first.next()).isEqualTo("2000000");
    Page last = Page.of(all, 2, Instant.ofEpochSecond(2));
    assertThat(last.trainings()).isEqualTo(all.subList(3, 4));
    assertThat(last.next()).isNull();
  }

  private static JobResponse created(Instant at) {
    return new JobResponse("id", State.QUEUED, null, 0, 1, null, at, null, null, null, null, null);
  }
}
