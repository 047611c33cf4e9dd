package dev.neuron.admission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.admission.FairQueue.Entry;
import dev.neuron.admission.FairQueue.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  private static final Caller ANN = new Caller("ann");
  private static final Caller BOB = new Caller("bob");
  private static final Caller CLEO = new Caller("cleo");

  private final FairQueue queue = new FairQueue(5, 3);

  /** Work with a name, which counts the calls of stop. */
  private record Named(String name, AtomicInteger stops) implements QuietWork {
    Named(String name) {
      this(name, new AtomicInteger());
    }

    @Override
    public void stop(Supplier<RefusedException> refusal) {
      stops.incrementAndGet();
    }
  }

  private Offer offer(Caller caller, String name) {
    return queue.offer(caller, new Named(name));
  }

  private Entry take() throws InterruptedException {
    return requireNonNull(queue.take());
  }

  private List<String> takeAll() throws InterruptedException {
    List<String> names = new ArrayList<>();
    while (queue.length() > 0) {
      names.add(((Named) take().work()).name());
    }
    return names;
  }

  @Test
  void take_severalCallers_comeInRotation() throws InterruptedException {
    offer(ANN, "a1");
    offer(ANN, "a2");
    offer(ANN, "a3");
    offer(BOB, "b1");
    offer(CLEO, "c1");

    assertThat(takeAll()).containsExactly("a1", "b1", "c1", "a2", "a3");
  }

  @Test
  void take_callerWhoComesLater_waitsForOneTurnOfEachOther() throws InterruptedException {
    offer(ANN, "a1");
    offer(ANN, "a2");
    assertThat(((Named) take().work()).name()).isEqualTo("a1");
    offer(BOB, "b1");

    assertThat(takeAll()).containsExactly("a2", "b1");
  }

  @Test
  void turnEnded_notDone_waitsBehindTheOthersOfItsCaller() throws InterruptedException {
    offer(ANN, "a1");
    offer(ANN, "a2");
    queue.turnEnded(take());

    assertThat(takeAll()).containsExactly("a2", "a1");
  }

  @Test
  void offer_whenFull_isRefusedUntilSomethingIsTaken() throws InterruptedException {
    for (Caller caller : List.of(ANN, ANN, BOB, BOB, CLEO)) {
      assertThat(offer(caller, "x")).isEqualTo(Offer.TAKEN);
    }
    assertThat(offer(CLEO, "one too many")).isEqualTo(Offer.FULL);

    take();

    assertThat(offer(CLEO, "fits")).isEqualTo(Offer.TAKEN);
  }

  @Test
  void offer_overTheCallersShare_isRefusedUntilSomethingOfItIsDone() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      assertThat(offer(ANN, "a")).isEqualTo(Offer.TAKEN);
    }
    assertThat(offer(ANN, "one too many")).isEqualTo(Offer.SHARE_EXHAUSTED);
    assertThat(offer(BOB, "b")).isEqualTo(Offer.TAKEN);
    Entry running = take();
    assertThat(offer(ANN, "still one too many")).isEqualTo(Offer.SHARE_EXHAUSTED);

    queue.completed(running);

    assertThat(offer(ANN, "fits")).isEqualTo(Offer.TAKEN);
  }

  @Test
  void turnEnded_notDone_isNeverRefused() throws InterruptedException {
    offer(ANN, "a1");
    Entry paused = take();
    for (Caller caller : List.of(BOB, BOB, CLEO, CLEO, ANN)) {
      assertThat(offer(caller, "x")).isEqualTo(Offer.TAKEN);
    }
    queue.turnEnded(paused);
    assertThat(queue.length()).isEqualTo(6);
  }

  @Test
  void put_whenFull_waitsForRoom() throws Exception {
    for (Caller caller : List.of(ANN, ANN, BOB, BOB, CLEO)) {
      offer(caller, "x");
    }
    CountDownLatch put = new CountDownLatch(1);
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    assertThat(queue.put(CLEO, new Named("late"))).isTrue();
                    put.countDown();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    assertThat(put.await(50, TimeUnit.MILLISECONDS)).isFalse();

    take();

    assertThat(put.await(10, TimeUnit.SECONDS)).isTrue();
    waiting.join();
  }

  @Test
  void close_refusesWhatComes_andOpenTakesItAgain() throws InterruptedException {
    offer(ANN, "before");
    queue.close();
    assertThat(offer(BOB, "b")).isEqualTo(Offer.CLOSED);
    assertThat(queue.put(BOB, new Named("b"))).isFalse();
    assertThat(takeAll()).containsExactly("before");

    queue.open();

    assertThat(offer(BOB, "b")).isEqualTo(Offer.TAKEN);
  }

  @Test
  void stopAll_reachesWhatWaitsAndWhatHasATurn() throws InterruptedException {
    Named waiting = new Named("waiting");
    Named running = new Named("running");
    queue.offer(ANN, running);
    queue.offer(ANN, waiting);
    Entry turn = take();

    queue.stopAll(() -> new RefusedException(RefusedException.Cause.STOPPING, "", Duration.ZERO));

    assertThat(running.stops()).hasValue(1);
    assertThat(waiting.stops()).hasValue(1);
    assertThat(queue.awaitEmpty(Duration.ofMillis(10))).isFalse();
    queue.completed(turn);
    queue.completed(take());
    assertThat(queue.awaitEmpty(Duration.ofMillis(10))).isTrue();
  }

  /** A context that closes must not leave threads behind. */
  @Test
  void end_letsThoseGoWhoWaitForWork_afterWhatIsThere() throws Exception {
    offer(ANN, "last");
    queue.end();

    assertThat(((Named) take().work()).name()).isEqualTo("last");
    assertThat(queue.take()).isNull();
    assertThat(offer(ANN, "late")).isEqualTo(Offer.CLOSED);
  }

  /** Stopping notifies listeners to the outcome, which may take long. */
  @Test
  void stopAll_whoseWorkAsksTheQueue_doesNotHoldItUp() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    queue.offer(
        ANN,
        new QuietWork() {
          @Override
          public void stop(Supplier<RefusedException> refusal) {
            Thread.ofVirtual()
                .start(
                    () -> {
                      var _ = queue.length();
                      asked.countDown();
                    });
            try {
              assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        });

    queue.stopAll(() -> new RefusedException(RefusedException.Cause.STOPPING, "", Duration.ZERO));

    assertThat(asked.getCount()).isZero();
  }
}
