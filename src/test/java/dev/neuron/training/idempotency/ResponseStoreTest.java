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
import dev.neuron.training.idempotency.ResponseStore.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

class ResponseStoreTest {

  private static final ResponseStore.Key KEY = new ResponseStore.Key(new Owner("ann"), "k");
  private static final Answer ANSWER =
      new Answer(201, Map.of("Location", "/models/x"), new byte[8]);

  private final ResponseStore answers =
      new ResponseStore(
          new IdempotencyProperties(Duration.ofHours(1), DataSize.ofKilobytes(4)),
          new SingleReplica());

  private void assertRefused(ResponseStore.Key key, String request, HttpStatus status) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> answers.begin(key, request))
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(status));
  }

  @Test
  void begin_again_isTheFirstAnswer() {
    assertThat(answers.begin(KEY, "request")).isNull();
    answers.answered(KEY, "request", ANSWER);
    for (int i = 0; i < 2; i++) {
      assertThat(answers.begin(KEY, "request")).usingRecursiveComparison().isEqualTo(ANSWER);
    }
  }

  @Test
  void begin_whileTheFirstRuns_isAConflict() {
    answers.begin(KEY, "request");
    assertRefused(KEY, "request", HttpStatus.CONFLICT);
  }

  @Test
  void begin_withAnotherRequest_isRefusedWhetherAnsweredOrNot() {
    answers.begin(KEY, "request");
    assertRefused(KEY, "another", HttpStatus.UNPROCESSABLE_CONTENT);
    answers.answered(KEY, "request", ANSWER);
    assertRefused(KEY, "another", HttpStatus.UNPROCESSABLE_CONTENT);
  }

  @Test
  void begin_afterAFailure_isAFirstRequestAgain() {
    answers.begin(KEY, "request");
    answers.failed(KEY);
    assertThat(answers.begin(KEY, "another")).isNull();
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
      doAnswer(call -> telling = call.getArgument(1)).when(replicas).keepTelling(any(), any());
    }

    ResponseStore answers() {
      return new ResponseStore(
          new IdempotencyProperties(Duration.ofHours(1), DataSize.ofKilobytes(4)), replicas);
    }
  }

  @Test
  void answer_thatCannotBeToldAtOnce_isToldLater() {
    Unreachable others = new Unreachable();
    ResponseStore told = others.answers();
    assertThat(told.begin(KEY, "request")).isNull();
    others.reached = false;
    told.answered(KEY, "request", ANSWER);
    others.reached = true;
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> told.begin(KEY, "request")); // it is not known yet

    others.telling.run();

    assertThat(told.begin(KEY, "request")).usingRecursiveComparison().isEqualTo(ANSWER);
  }

  /** Nobody could know whether the first request was noted. */
  @Test
  void begin_thatWasNotAnswered_leavesTheKeyFree() {
    Unreachable others = new Unreachable();
    ResponseStore told = others.answers();
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
    answers.begin(KEY, "request");
    answers.answered(KEY, "request", ANSWER);
    assertThat(answers.begin(new ResponseStore.Key(new Owner("bob"), "k"), "another")).isNull();
  }

  @Test
  void answers_beyondTheirMemory_makeRoom_butWhatRunsStays() {
    answers.begin(KEY, "runs");
    for (int i = 0; i < 100; i++) {
      ResponseStore.Key key = new ResponseStore.Key(Owner.NOBODY, "key" + i);
      answers.begin(key, "request");
      answers.answered(key, "request", ANSWER);
    }
    assertRefused(KEY, "runs", HttpStatus.CONFLICT);
    assertThat(answers.begin(new ResponseStore.Key(Owner.NOBODY, "key0"), "request")).isNull();
  }
}
