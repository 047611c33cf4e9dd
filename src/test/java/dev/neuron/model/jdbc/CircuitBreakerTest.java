package dev.neuron.model.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neuron.Waiting;
import dev.neuron.model.ModelStoreException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls while a database is away. */
class CircuitBreakerTest {

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final AtomicBoolean away = new AtomicBoolean(true);
  private final AtomicInteger probes = new AtomicInteger();
  private final CircuitBreaker breaker = new CircuitBreaker("Tests", this::probe, timer);

  private void probe() {
    probes.incrementAndGet();
    if (away.get()) {
      throw new IllegalStateException("away");
    }
  }

  @AfterEach
  void close() {
    timer.shutdownNow();
  }

  @Test
  void closed_letsCallsPass() {
    assertThatCode(breaker::requireClosed).doesNotThrowAnyException();
    assertThat(breaker.outage()).isEmpty();
  }

  @Test
  void open_failsCallsUntilAProbeSucceeds() {
    breaker.open(Outage.NO_ANSWER, "unplugged", System.nanoTime());

    assertThatThrownBy(breaker::requireClosed).isInstanceOf(ModelStoreException.class);
    assertThat(breaker.outage()).contains(Outage.NO_ANSWER);
    Waiting.until("it is probed again", () -> probes.get() > 1);
    assertThat(breaker.outage()).contains(Outage.NO_ANSWER);
    away.set(false);
    Waiting.until("it is closed", () -> breaker.outage().isEmpty());
    assertThatCode(breaker::requireClosed).doesNotThrowAnyException();
  }

  @Test
  void callThatBeganBeforeTheEndOfAnOutage_andFailsAfterIt_opensNothing() {
    long began = System.nanoTime();
    away.set(false);
    breaker.open(Outage.NO_ANSWER, "unplugged", began);
    Waiting.until("it is closed", () -> breaker.outage().isEmpty());

    breaker.open(Outage.NO_ANSWER, "unplugged", began);

    assertThat(breaker.outage()).isEmpty();
  }
}
