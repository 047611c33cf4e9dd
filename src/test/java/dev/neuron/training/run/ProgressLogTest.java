package dev.neuron.training.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ProgressLogTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  private static final RunEvents EVENTS = new RunEvents(new JsonMapper(), mock());

  private final ProgressLog log = new ProgressLog(EVENTS, 5, 100);

  private static Progress progress(int epoch) {
    return new Progress(epoch, 100, 0.5, new double[] {1}, 0);
  }

  private List<Long> idsAfter(long known) throws InterruptedException {
    List<Long> ids = new ArrayList<>();
    TrainingEvent event = log.next(known, SHORT);
    while (event != null) {
      ids.add(event.id());
      event = event.isLast() ? null : log.next(event.id(), SHORT);
    }
    return ids;
  }

  @Test
  void next_nothingYet_isNullAfterAWhile() throws InterruptedException {
    assertThat(log.next(0, SHORT)).isNull();
    assertThat(log.newest()).isNull();
    assertThat(log.endId()).isZero();
  }

  @Test
  void next_slowReader_getsTheFirstWhatIsKeptTheNewestAndTheEnd() throws InterruptedException {
    for (int epoch = 1; epoch <= 50; epoch++) {
      log.add(progress(epoch));
    }
    log.end(null, new IllegalStateException());

    assertThat(idsAfter(0)).containsExactly(1L, 20L, 40L, 50L, 51L);
    assertThat(idsAfter(1)).containsExactly(20L, 40L, 50L, 51L);
    assertThat(idsAfter(30)).containsExactly(40L, 50L, 51L);
    assertThat(idsAfter(50)).containsExactly(51L);
    assertThat(idsAfter(51)).isEmpty();
    assertThat(idsAfter(52)).containsExactly(51L);
    assertThat(idsAfter(999_999_999_999_999_999L)).containsExactly(51L);
    assertThat(log.newestId()).isEqualTo(51);
    assertThat(log.endId()).isEqualTo(51);
  }

  @Test
  void next_readerAheadOfARunningTraining_waitsForTheEnd() throws InterruptedException {
    log.add(progress(1));
    log.add(progress(2));
    assertThat(log.newestId()).isEqualTo(2);
    assertThat(log.next(7, SHORT)).isNull();
    log.end(null, new IllegalStateException());
    assertThat(requireNonNull(log.next(7, SHORT)).id()).isEqualTo(3);
  }

  @Test
  void next_waitingReader_isWokenByWhatComes() throws InterruptedException {
    Thread adder = Thread.ofVirtual().start(() -> log.add(progress(7)));
    TrainingEvent event = requireNonNull(log.next(0, Duration.ofSeconds(10)));
    assertThat(event.data()).contains("\"epoch\":7,");
    adder.join();
  }
}
