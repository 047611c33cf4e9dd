package dev.neuron.training.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.neuron.admission.Caller;
import dev.neuron.core.NeuronParameters;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.Owner;
import dev.neuron.training.run.PreparedTraining;
import dev.neuron.training.run.TrainingRun;
import dev.neuron.training.run.Trainings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class JobsTest {

  private static final Owner ANN = new Owner("ann");

  private final Trainings trainings = mock();

  private Jobs jobs(int maxKept, long maxBytes) {
    return new Jobs(
        trainings,
        new JobsProperties(maxKept, DataSize.ofBytes(maxBytes), Duration.ofHours(1)),
        mock());
  }

  /** Lets jobs come to their end with a model each. */
  private void end(Jobs jobs, int count, int features) {
    PreparedTraining prepared = mock();
    when(prepared.owner()).thenReturn(ANN);
    Content content =
        new Content(ANN, null, new NeuronParameters(new double[features], 0), null, null);
    for (int i = 0; i < count; i++) {
      TrainingRun run = mock();
      when(run.outcome())
          .thenReturn(
              CompletableFuture.completedFuture(new ModelSnapshot("id", Instant.EPOCH, content)));
      when(trainings.begin(any(), any())).thenReturn(run);
      jobs.begin(mock(Caller.class), prepared);
    }
  }

  @Test
  void ended_areKeptUpToTheirNumber() {
    Jobs jobs = jobs(5, 1 << 20);
    end(jobs, 20, 1);
    assertThat(jobs.count(ANN)).isEqualTo(5);
  }

  /** They hold their models, also those that the store has let go. */
  @Test
  void ended_areKeptUpToTheirMemory() {
    Jobs jobs = jobs(1000, 1 << 20);
    end(jobs, 20, 20_000);
    assertThat(jobs.count(ANN)).isBetween(2, 3);
  }
}
