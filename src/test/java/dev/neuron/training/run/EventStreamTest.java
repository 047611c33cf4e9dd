package dev.neuron.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.ProblemDetail;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** The events that a client receives that knows some events already, or claims to. */
class EventStreamTest {

  private static final Duration SHORT = Duration.ofMillis(20);
  private static final long NONSENSE = 999_999_999_999_999_999L;

  /** The events of a log, and events that follow when a reader waits for them. */
  private static final class Told implements TrainingEvents {
    private final ProgressLog log =
        new ProgressLog(
            new RunEvents(new JsonMapper(), _ -> ProblemDetail.forStatus(500), mock()), 0, 100);
    private final List<Runnable> happening = new ArrayList<>();

    void progress(int count) {
      for (int i = 0; i < count; i++) {
        log.add(new Progress(1, 100, 0.5, new double[] {1}, 0));
      }
    }

    void fail() {
      log.end(null, new IllegalStateException());
    }

    @Override
    public @Nullable TrainingEvent next(long after, Duration patience) throws InterruptedException {
      TrainingEvent event = log.next(after, SHORT);
      if (event == null && !happening.isEmpty()) {
        happening.removeFirst().run();
      }
      return event;
    }

    @Override
    public long newestId() {
      return log.newestId();
    }

    @Override
    public long endId() {
      return log.endId();
    }
  }

  private final Told told = new Told();

  private List<Long> idsAfter(long known) throws IOException {
    MockHttpServletResponse response = new MockHttpServletResponse();
    EventStream.write(told, known, response);
    return response
        .getContentAsString()
        .lines()
        .filter(line -> line.startsWith("id: "))
        .map(line -> Long.valueOf(line.substring(4)))
        .toList();
  }

  @Test
  void isOver_ofTheEndAlone() {
    told.progress(50);
    assertThat(EventStream.isOver(told, 50)).isFalse();
    assertThat(EventStream.isOver(told, 51)).isFalse();
    told.fail();
    assertThat(EventStream.isOver(told, 50)).isFalse();
    assertThat(EventStream.isOver(told, 51)).isTrue();
    assertThat(EventStream.isOver(told, 52)).isFalse();
    assertThat(EventStream.isOver(told, NONSENSE)).isFalse();
  }

  @Test
  void ended_clientBeyondTheEnd_isToldTheEnd() throws IOException {
    told.progress(50);
    told.fail();
    assertThat(idsAfter(52)).containsExactly(51L);
    assertThat(idsAfter(NONSENSE)).containsExactly(51L);
  }

  @Test
  void running_clientAhead_isToldWhatHappensFromNowOnToTheEnd() throws IOException {
    told.progress(20);
    told.happening.add(() -> told.progress(1));
    told.happening.add(told::fail);
    assertThat(idsAfter(NONSENSE)).containsExactly(21L, 22L);
  }

  @Test
  void queued_clientAhead_isToldEverything() throws IOException {
    told.happening.add(() -> told.progress(1));
    told.happening.add(told::fail);
    assertThat(idsAfter(7)).containsExactly(1L, 2L);
  }

  /** The client has received the end from another replica. */
  @Test
  void ended_clientThatKnowsTheEnd_doesNotWaitForEver() throws IOException {
    told.progress(2);
    told.fail();
    assertThat(idsAfter(3)).isEmpty();
  }
}
