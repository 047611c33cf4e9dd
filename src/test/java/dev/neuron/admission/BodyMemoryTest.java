package dev.neuron.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;

class BodyMemoryTest {

  private static final long WHOLE = Long.MAX_VALUE / 16;

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
  void acquire_moreThanThereIs_takesAllOfItUntilItIsClosed() {
    BodyMemory.Share all = memory.acquire(WHOLE);
    assertFull();

    all.close();

    memory.acquire(1).close();
  }

  @Test
  void close_twice_givesBackOnce() {
    BodyMemory.Share all = memory.acquire(WHOLE);
    all.close();
    all.close();
    BodyMemory.Share again = memory.acquire(WHOLE);
    assertFull();
    again.close();
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
