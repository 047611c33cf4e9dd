package dev.neuron.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** No more contents are read at a time than there is memory for. */
class ContentMemoryTest {

  private static final long MEBIBYTE = 1 << 20;
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void with_whatDoesNotFit_waitsForItsTurn() throws InterruptedException {
    ContentMemory memory = new ContentMemory(20 * MEBIBYTE, LONG);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Thread[] readers = new Thread[20];
    for (int i = 0; i < readers.length; i++) {
      readers[i] =
          Thread.ofVirtual()
              .start(
                  () ->
                      memory.with(
                          MEBIBYTE,
                          () -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            LockSupport.parkNanos(100_000);
                            return now.decrementAndGet();
                          }));
    }
    for (Thread reader : readers) {
      reader.join();
    }

    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void with_moreThanThereIs_hasAllOfIt() {
    assertThat(new ContentMemory(MEBIBYTE, LONG).<String>with(1L << 40, () -> "read"))
        .isEqualTo("read");
  }

  @Test
  void with_failure_givesTheMemoryBack() {
    ContentMemory memory = new ContentMemory(MEBIBYTE, Duration.ZERO);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                memory.with(
                    MEBIBYTE,
                    () -> {
                      throw new IllegalStateException();
                    }));
    assertThat(memory.<String>with(MEBIBYTE, () -> "read")).isEqualTo("read");
  }

  @Test
  void with_noneInTime_isUnavailable() throws InterruptedException {
    ContentMemory memory = new ContentMemory(MEBIBYTE, Duration.ofMillis(1));
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread reader =
        Thread.ofVirtual()
            .start(
                () ->
                    memory.with(
                        MEBIBYTE,
                        () -> {
                          reading.countDown();
                          awaitEnd(end);
                          return true;
                        }));
    reading.await();

    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> memory.with(1, () -> true))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(ModelStoreException.Kind.UNAVAILABLE));
    end.countDown();
    reader.join();
  }

  private static void awaitEnd(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
