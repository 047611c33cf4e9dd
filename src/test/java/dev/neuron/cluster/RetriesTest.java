package dev.neuron.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.spi.exception.TargetNotMemberException;
import dev.neuron.LongTest;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelStoreException.Kind;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@LongTest
class RetriesTest {

  private int attempts;

  /** Fails as long as these last. */
  private Supplier<Integer> failing(RuntimeException... failures) {
    return () -> {
      if (attempts < failures.length) {
        throw failures[attempts++];
      }
      return ++attempts;
    };
  }

  private void assertUnavailable(Supplier<Integer> action) {
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> Retries.of(action))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
  }

  @Test
  void unknownOutcome_isRetriedAfterPauses_untilThereIsOne() {
    long begun = System.nanoTime();
    RuntimeException unknown = new IndeterminateOperationStateException("no acknowledgement");
    RuntimeException gone = new TargetNotMemberException("gone");
    assertThat(Retries.of(failing(unknown, gone, unknown, gone))).isEqualTo(5);
    // At least 25, 50, 100 and 200 ms: five attempts at once would all meet the same trouble.
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(350));
  }

  @Test
  void unknownOutcome_forTooLong_isUnavailable() {
    long begun = System.nanoTime();
    assertUnavailable(
        () -> {
          throw new IndeterminateOperationStateException("no acknowledgement");
        });
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void noAnswer_orNoMember_isUnavailableAtOnce() {
    assertUnavailable(failing(new OperationTimeoutException("silent")));
    assertThat(attempts).isEqualTo(1);
    attempts = 0;
    assertUnavailable(failing(new HazelcastInstanceNotActiveException()));
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void otherFailures_areThrownAsTheyAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retries.of(failing(new IllegalArgumentException())));
    assertThat(attempts).isEqualTo(1);
  }
}
