package dev.neuron.admission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.LongTest;
import dev.neuron.Waiting;
import dev.neuron.core.data.InvalidInputException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;

@LongTest
class BodyMemoryTest {

  private static final Caller ANN = new Caller("ann");
  private static final Caller BOB = new Caller("bob");
  private static final Caller CLEO = new Caller("cleo");

  private final BodyMemory memory = memory(Duration.ofMillis(20));

  private static BodyMemory memory(Duration patience) {
    return new BodyMemory(
        new AdmissionProperties(1, 1, 0, 1, patience, Duration.ZERO, Duration.ZERO),
        new RejectionFactory(new SimpleMeterRegistry()));
  }

  private static MemoryShare acquire(BodyMemory memory, Caller caller, long bytes) {
    MemoryShare share = memory.begin(caller);
    share.resize(bytes);
    return share;
  }

  private void assertFull() {
    MemoryShare share = memory.begin(CLEO);
    assertThat(share.tryResize(1)).isFalse();
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> share.resize(1))
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE))
        .satisfies(e -> assertThat(e.getHeaders().getFirst("Retry-After")).isEqualTo("1"));
  }

  @Test
  void resize_all_leavesNothingUntilItIsClosed() {
    MemoryShare all = acquire(memory, ANN, memory.total());
    assertFull();

    all.close();

    acquire(memory, BOB, memory.total()).close();
  }

  @Test
  void resize_moreThanThereIs_isRefusedForGood() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> memory.begin(ANN).resize(memory.total() + 1))
        .withMessageContaining("%d bytes", memory.total() + 1)
        .withMessageContaining("has %d", memory.total());
  }

  @Test
  void close_twice_givesBackOnce() {
    MemoryShare all = acquire(memory, ANN, memory.total());
    all.close();
    all.close();
    MemoryShare again = acquire(memory, ANN, memory.total());
    assertFull();
    again.close();
  }

  @Test
  void resize_givesBackOrTakesMore() {
    MemoryShare share = acquire(memory, ANN, memory.total());
    share.resize(memory.total() - 4096);
    MemoryShare other = acquire(memory, BOB, 1024);
    share.resize(memory.total() - 1024);
    assertFull();
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> share.resize(memory.total()));
    assertThat(share.bytes()).isEqualTo(memory.total() - 1024);

    other.close();
    share.resize(memory.total());

    assertFull();
    share.close();
    acquire(memory, BOB, memory.total()).close();
  }

  @Test
  void resize_afterTheEnd_takesNothing() {
    MemoryShare share = acquire(memory, ANN, 1);
    share.close();
    share.resize(memory.total());
    acquire(memory, BOB, memory.total()).close();
  }

  @Test
  void resizeOfARequest_smallOne_takesNothing() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    memory.resize(request, 1000);
    assertThat(BodyMemory.takeOver(request)).isNull();

    memory.resize(request, memory.total());

    assertFull();
    requireNonNull(BodyMemory.takeOver(request)).close();
  }

  @Test
  void takeOver_leavesNothingForTheRequestToClose() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    assertThat(BodyMemory.takeOver(request)).isNull();
    MemoryShare share = memory.begin(ANN);
    BodyMemory.put(request, share);
    assertThat(BodyMemory.takeOver(request)).isSameAs(share);
    assertThat(BodyMemory.takeOver(request)).isNull();
  }

  /** A single request of a caller may have all, many together three quarters. */
  @Test
  void resize_manyOfOneCaller_leaveAQuarterToOthers() {
    long quarter = memory.total() / 4;
    List<MemoryShare> ofAnn = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ofAnn.add(acquire(memory, ANN, quarter));
    }
    assertThat(memory.begin(ANN).tryResize(quarter)).isFalse();

    MemoryShare ofBob = acquire(memory, BOB, quarter);

    ofBob.close();
    ofAnn.forEach(MemoryShare::close);
    acquire(memory, ANN, memory.total()).close();
  }

  private static Thread waiting(BodyMemory memory, Caller caller, long bytes, Runnable granted) {
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (MemoryShare _ = acquire(memory, caller, bytes)) {
                    granted.run();
                  }
                });
    Waiting.until("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
    return thread;
  }

  /** Ann has been waiting longer, but holds more. */
  @Test
  void resize_waiting_theCallerWhoHoldsLeastComesFirst() throws Exception {
    BodyMemory memory = memory(Duration.ofSeconds(30));
    long half = memory.total() / 2;
    MemoryShare ofAnn = acquire(memory, ANN, half / 2);
    MemoryShare ofCleo = acquire(memory, CLEO, memory.total() - half / 2);
    List<String> granted = Collections.synchronizedList(new ArrayList<>());
    long max = half - 16; // both do not fit
    Thread ann = waiting(memory, ANN, max, () -> granted.add("ann"));
    Thread bob = waiting(memory, BOB, max, () -> granted.add("bob"));

    ofCleo.close();

    ann.join();
    bob.join();
    ofAnn.close();
    assertThat(granted).containsExactly("bob", "ann");
  }

  /** Half-read bodies that all wait for more would wait for one another. */
  @Test
  void resize_waiting_thoseWhoHoldSomeComeFirst() throws Exception {
    BodyMemory memory = memory(Duration.ofSeconds(30));
    long half = memory.total() / 2;
    MemoryShare ofAnn = acquire(memory, ANN, half);
    MemoryShare ofCleo = acquire(memory, CLEO, memory.total() - half);
    List<String> granted = Collections.synchronizedList(new ArrayList<>());
    Thread bob = waiting(memory, BOB, half, () -> granted.add("bob"));
    Thread ann =
        Thread.ofPlatform()
            .start(
                () -> {
                  ofAnn.resize(memory.total());
                  granted.add("ann");
                  ofAnn.close();
                });
    Waiting.until("it waits", () -> ann.getState() == Thread.State.TIMED_WAITING);

    ofCleo.close();

    ann.join();
    bob.join();
    assertThat(granted).containsExactly("ann", "bob");
  }

  /**
   * A client that announces a long body and sends little of it soon holds only what has arrived.
   */
  @Test
  void reserve_slowBody_shrinksToWhatHasArrivedWhenOthersWait() {
    BodyMemory memory = memory(Duration.ofSeconds(30));
    MemoryShare slow = memory.reserve(ANN, memory.total());
    slow.arrived(2048);

    MemoryShare other = acquire(memory, BOB, memory.total() / 2);

    assertThat(slow.bytes()).isEqualTo(2048);
    slow.arrived(4096);
    assertThat(slow.bytes()).isGreaterThanOrEqualTo(4096);
    other.close();
    slow.close();
    acquire(memory, CLEO, memory.total()).close();
  }

  @Test
  void tryResize_reservedAndRefused_staysAReservation() {
    BodyMemory memory = memory(Duration.ofSeconds(30));
    MemoryShare first = acquire(memory, BOB, memory.total() / 2);
    MemoryShare slow = memory.reserve(ANN, memory.total() / 2);
    slow.arrived(2048);
    assertThat(slow.tryResize(memory.total() / 2 + 2)).isFalse();

    MemoryShare other = acquire(memory, CLEO, memory.total() / 4);

    assertThat(slow.bytes()).isEqualTo(2048);
    List.of(first, slow, other).forEach(MemoryShare::close);
  }

  /** Otherwise every address that ever sent a request would stay in memory. */
  @Test
  void close_whateverWasHeld_leavesNoCallerBehind() {
    MemoryShare nothing = memory.begin(ANN);
    nothing.resize(0);
    nothing.close();
    MemoryShare some = acquire(memory, BOB, 100);
    some.resize(100);
    assertThat(memory.callers()).isOne();
    some.close();
    some.close();

    assertThat(memory.callers()).isZero();
  }

  @Test
  void reserve_nobodyWaits_keepsAll() {
    MemoryShare reserved = memory.reserve(ANN, memory.total());
    reserved.arrived(memory.total() / 2);
    assertThat(reserved.bytes()).isEqualTo(memory.total());
    reserved.close();
  }
}
