package dev.neuron.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.neuron.admission.BodyMemory;
import dev.neuron.admission.MemoryShare;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.Owner;
import dev.neuron.training.job.Job;
import dev.neuron.training.job.Jobs;
import dev.neuron.training.run.PreparedTraining;
import dev.neuron.training.run.TrainingRun;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TrainingResponderTest {

  private final Jobs jobs = mock();
  private final PreparedTraining training = mock();
  private final MemoryShare memory = mock();
  private final MockHttpServletRequest request = new MockHttpServletRequest();
  private final TrainingResponder responder = new TrainingResponder(mock(), jobs, mock(), mock());

  private void ask() {
    BodyMemory.put(request, memory);
    responder.respond(ResponseMode.JOB, training, request, new MockHttpServletResponse());
  }

  @Test
  void job_holdsTheMemoryUntilItHasEnded() {
    CompletableFuture<ModelSnapshot> outcome = new CompletableFuture<>();
    TrainingRun run = mock();
    when(run.outcome()).thenReturn(outcome);
    when(jobs.begin(any(), any())).thenReturn(new Job("id", Owner.ANONYMOUS, Instant.EPOCH, run));

    ask();

    assertThat(BodyMemory.takeOver(request)).isNull();
    verifyNoInteractions(memory);
    outcome.completeExceptionally(new IllegalStateException());
    verify(memory).close();
  }

  /** The request then closes the memory. */
  @Test
  void job_refused_leavesTheMemoryWithTheRequest() {
    when(jobs.begin(any(), any())).thenThrow(new IllegalStateException("full"));

    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this::ask);

    assertThat(BodyMemory.takeOver(request)).isSameAs(memory);
  }
}
