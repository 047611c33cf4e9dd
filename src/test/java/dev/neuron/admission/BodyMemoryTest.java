package dev.neuron.admission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.core.InvalidInputException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;

class BodyMemoryTest {

  private final BodyMemory memory =
      new BodyMemory(
          new AdmissionProperties(1, 1, 0, 1, Duration.ofMillis(20), Duration.ZERO, Duration.ZERO),
          new Refusals(new SimpleMeterRegistry()));

  private void assertFull() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> memory.acquire(1))
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE))
        .satisfies(e -> assertThat(e.getHeaders().getFirst("Retry-After")).isEqualTo("1"));
  }

  @Test
  void acquire_all_leavesNothingUntilItIsClosed() {
    BodyMemory.Share all = memory.acquire(memory.total());
    assertFull();

    all.close();

    memory.acquire(1).close();
  }

  @Test
  void acquire_moreThanThereIs_isRefusedForGood() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> memory.acquire(memory.total() + 1))
        .withMessageContaining("%d bytes", memory.total() + 1)
        .withMessageContaining("has %d", memory.total());
  }

  @Test
  void close_twice_givesBackOnce() {
    BodyMemory.Share all = memory.acquire(memory.total());
    all.close();
    all.close();
    BodyMemory.Share again = memory.acquire(memory.total());
    assertFull();
    again.close();
  }

  @Test
  void resize_givesBackOrTakesMore() {
    BodyMemory.Share share = memory.acquire(memory.total());
    share.resize(memory.total() - 4096);
    BodyMemory.Share other = memory.acquire(1024);
    share.resize(memory.total() - 1024);
    assertFull();
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> share.resize(memory.total()));

    other.close();
    share.resize(memory.total());

    assertFull();
    share.close();
    memory.acquire(memory.total()).close();
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
  void acquireNow_doesNotWait() {
    assertThat(memory.acquireNow(1000)).isNull();
    BodyMemory.Share all = requireNonNull(memory.acquireNow(memory.total()));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> memory.acquireNow(memory.total()));
    all.close();
    requireNonNull(memory.acquireNow(memory.total())).close();
  }

  @Test
  void takeOver_leavesNothingForTheRequestToClose() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    assertThat(BodyMemory.takeOver(request)).isNull();
    BodyMemory.Share share = memory.acquire(1);
    BodyMemory.put(request, share);
    assertThat(BodyMemory.takeOver(request)).isSameAs(share);
    assertThat(BodyMemory.takeOver(request)).isNull();
  }
}
