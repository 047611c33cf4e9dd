package dev.neuron.training.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.neuron.model.ModelStoreException;
import dev.neuron.model.Owner;
import dev.neuron.problem.ProblemException;
import dev.neuron.replica.Replicas;
import dev.neuron.replica.SharedEntries;
import dev.neuron.replica.SingleReplica;
import dev.neuron.training.idempotency.ResponseStore.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

class ResponseStoreTest {

  private static final ResponseStore.Key KEY = new ResponseStore.Key(new Owner("ann"), "k");
  private static final Response RESPONSE =
      new Response(201, Map.of("Location", "/models/x"), new byte[8]);

  private final ResponseStore responses =
      new ResponseStore(
          new IdempotencyProperties(Duration.ofHours(1), DataSize.ofKilobytes(4)),
          new SingleReplica());

  private void assertRefused(ResponseStore.Key key, String request, HttpStatus status) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> responses.begin(key, request))
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(status));
  }

  @Test
  void begin_again_isTheFirstResponse() {
    assertThat(responses.begin(KEY, "request")).isNull();
    responses.completed(KEY, "request", RESPONSE);
    for (int i = 0; i < 2; i++) {
      assertThat(responses.begin(KEY, "request")).usingRecursiveComparison().isEqualTo(RESPONSE);
    }
  }

  @Test
  void begin_whileTheFirstRuns_isAConflict() {
    responses.begin(KEY, "request");
    assertRefused(KEY, "request", HttpStatus.CONFLICT);
  }

  @Test
  void begin_withAnotherRequest_isRefusedWhetherCompletedOrNot() {
    responses.begin(KEY, "request");
    assertRefused(KEY, "another", HttpStatus.UNPROCESSABLE_CONTENT);
    responses.completed(KEY, "request", RESPONSE);
    assertRefused(KEY, "another", HttpStatus.UNPROCESSABLE_CONTENT);
  }

  @Test
  void begin_afterAFailure_isAFirstRequestAgain() {
    responses.begin(KEY, "request");
    responses.failed(KEY);
    assertThat(responses.begin(KEY, "another")).isNull();
  }

  /** Replicas whose entries cannot be reached for a while. */
  private static final class Unreachable {
    private final SharedEntries entries = new SingleReplica().entries("any", Duration.ofHours(1));
    private final Replicas replicas = mock();
    private boolean reached = true;
    private Runnable telling = () -> {};

    Unreachable() {
      SharedEntries guarded =
          mock(
              SharedEntries.class,
              call -> {
                if (!reached) {
                  throw ModelStoreException.unavailable(new IllegalStateException());
                }
                return call.getMethod().invoke(entries, call.getArguments());
              });
      when(replicas.here()).thenReturn("here");
      when(replicas.entries(any(), any())).thenReturn(guarded);
      doAnswer(call -> telling = call.getArgument(1)).when(replicas).keepPublishing(any(), any());
    }

    ResponseStore responses() {
      return new ResponseStore(
          new IdempotencyProperties(Duration.ofHours(1), DataSize.ofKilobytes(4)), replicas);
    }
  }

  @Test
  void response_thatCannotBePublishedAtOnce_isPublishedLater() {
    Unreachable others = new Unreachable();
    ResponseStore told = others.responses();
    assertThat(told.begin(KEY, "request")).isNull();
    others.reached = false;
    told.completed(KEY, "request", RESPONSE);
    others.reached = true;
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> told.begin(KEY, "request")); // it is not known yet

    others.telling.run();

    assertThat(told.begin(KEY, "request")).usingRecursiveComparison().isEqualTo(RESPONSE);
  }

  /** No replica could know if the first request was stored. */
  @Test
  void begin_withoutTheOtherReplicas_leavesTheKeyFree() {
    Unreachable others = new Unreachable();
    ResponseStore told = others.responses();
    others.reached = false;
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> told.begin(KEY, "request"));
    others.reached = true;
    assertThat(told.begin(KEY, "request")).isNull();

    others.telling.run(); // the end of the first attempt, which is not that of the second

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> told.begin(KEY, "request"))
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(HttpStatus.CONFLICT));
    told.failed(KEY);
    assertThat(told.begin(KEY, "request")).isNull();
  }

  @Test
  void begin_ofAnotherOwner_isAnotherKey() {
    responses.begin(KEY, "request");
    responses.completed(KEY, "request", RESPONSE);
    assertThat(responses.begin(new ResponseStore.Key(new Owner("bob"), "k"), "another")).isNull();
  }

  @Test
  void responses_beyondTheirMemory_makeRoom_butWhatRunsStays() {
    responses.begin(KEY, "runs");
    for (int i = 0; i < 100; i++) {
      ResponseStore.Key key = new ResponseStore.Key(Owner.ANONYMOUS, "key" + i);
      responses.begin(key, "request");
      responses.completed(key, "request", RESPONSE);
    }
    assertRefused(KEY, "runs", HttpStatus.CONFLICT);
    assertThat(responses.begin(new ResponseStore.Key(Owner.ANONYMOUS, "key0"), "request")).isNull();
  }
}
