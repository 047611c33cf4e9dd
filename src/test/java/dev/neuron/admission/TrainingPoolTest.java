package dev.neuron.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.Waiting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainingPoolTest {

  private static final Caller ANN = new Caller("ann");
  private static final int MANY = 8 * Runtime.getRuntime().availableProcessors();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TrainingPool pool =
      new TrainingPool(
          new AdmissionProperties(
              MANY, MANY, 0, 1, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10)),
          new RejectionFactory(meters),
          meters);

  @AfterEach
  void stop() {
    pool.destroy();
  }

  /** Work whose turn is short and whose completion waits for something, as for a slow store. */
  private static final class Slow implements QuietWork {
    private final CountDownLatch store;
    private final AtomicInteger ran;
    private final AtomicInteger completed;

    Slow(CountDownLatch store, AtomicInteger ran, AtomicInteger completed) {
      this.store = store;
      this.ran = ran;
      this.completed = completed;
    }

    @Override
    public boolean run() {
      ran.incrementAndGet();
      return true;
    }

    @Override
    public void complete() {
      try {
        assertThat(store.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      completed.incrementAndGet();
    }
  }

  /** More trainings than threads wait for the store, and the threads train on. */
  @Test
  void complete_waitsForTheStore_andTheThreadsTrainOn() throws InterruptedException {
    CountDownLatch store = new CountDownLatch(1);
    AtomicInteger ran = new AtomicInteger();
    AtomicInteger completed = new AtomicInteger();
    for (int i = 0; i < MANY; i++) {
      pool.submit(ANN, new Slow(store, ran, completed));
    }

    Waiting.until("all have been trained", () -> ran.get() == MANY);

    assertThat(completed).hasValue(0);
    // They are still under way: the work that waits for an unavailable store is bounded.
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> pool.submit(ANN, new Slow(store, ran, completed)));
    store.countDown();
    pool.stop(Duration.ofSeconds(30));
    assertThat(completed).hasValue(MANY);
  }

  @Test
  void complete_thatThrows_leavesNothingUnderWay() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    pool.submit(
        ANN,
        new QuietWork() {
          @Override
          public boolean run() {
            throw new IllegalStateException("in a test");
          }

          @Override
          public void complete() {
            over.countDown();
            throw new IllegalStateException("in a test");
          }
        });
    assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
    long start = System.nanoTime();
    pool.stop(Duration.ofSeconds(30));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  /** A closed context leaves no threads behind. */
  @Test
  void destroy_endsItsThreads() {
    long before = trainingThreads();
    TrainingPool other =
        new TrainingPool(
            new AdmissionProperties(1, 1, 0, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO),
            new RejectionFactory(meters),
            new SimpleMeterRegistry());
    assertThat(trainingThreads()).isGreaterThan(before);

    other.destroy();

    Waiting.until("they end", () -> trainingThreads() <= before);
  }

  private static long trainingThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("training-"))
        .count();
  }
}
