package dev.neuron.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BackgroundTest {

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicBoolean failing = new AtomicBoolean(true);

  private void work() {
    runs.incrementAndGet();
    if (failing.get()) {
      throw new IllegalStateException("away");
    }
  }

  private void awaitRuns(int more) {
    int before = runs.get();
    Awaitility.await().until(() -> runs.get() > before + more);
  }

  @Test
  void failing_isRepeated_andLoggedWhenItBeginsAndWhenItEnds(CapturedOutput output) {
    try (Background background = new Background("test")) {
      background.every(PAUSE, "tidy up", this::work);
      awaitRuns(5);
      failing.set(false);
      awaitRuns(2);
    }

    assertThat(output.getOut())
        .containsOnlyOnce("Background task 'tidy up' failed; retrying every 0.01 s")
        .containsOnlyOnce("Background task 'tidy up' succeeded again")
        .doesNotContain("\tat ");
  }

  @Test
  void closed_runsNothingMore() throws InterruptedException {
    Background background = new Background("test");
    background.every(PAUSE, "tidy up", this::work);
    awaitRuns(1);

    background.close();

    int closed = runs.get();
    Thread.sleep(10 * PAUSE.toMillis());
    assertThat(runs).hasValue(closed);
  }
}
