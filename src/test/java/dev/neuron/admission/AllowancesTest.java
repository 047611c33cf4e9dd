package dev.neuron.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class AllowancesTest {

  private static final Caller ANN = new Caller("ann");
  private static final Caller BOB = new Caller("bob");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private Allowances allowances(long costPerMinute) {
    return new Allowances(
        new AdmissionProperties(
            1, 1, costPerMinute, 50, Duration.ZERO, Duration.ZERO, Duration.ZERO),
        new RejectionFactory(meters));
  }

  @Test
  void spend_moreThanThereIs_isAllowedOnceAndThenRefusedUntilTheDebtIsPaid() {
    Allowances allowances = allowances(1_000_000_000_000L);
    allowances.spend(ANN, 3_000_000_000_000L);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> allowances.spend(ANN, 1))
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS))
        .satisfies(
            e -> {
              // Overdrawn by two buckets: two minutes until some quota is left.
              assertThat(Long.parseLong(String.valueOf(e.getHeaders().getFirst("Retry-After"))))
                  .isBetween(110L, 121L);
              assertThat(e.getHeaders().getFirst("RateLimit-Policy"))
                  .isEqualTo("\"training-cost\";q=1000000000000;w=60");
              assertThat(e.getHeaders().getFirst("RateLimit"))
                  .startsWith("\"training-cost\";r=0;t=1");
            });
    assertThat(meters.get("neuron.rejections").tag("cause", "cost").counter().count()).isOne();
  }

  @Test
  void spend_ofOneCaller_isNothingToAnother() {
    Allowances allowances = allowances(100);
    allowances.spend(ANN, 1000);
    assertThatCode(() -> allowances.spend(BOB, 1)).doesNotThrowAnyException();
  }

  @Test
  void spend_tinyTrainings_areCountedFinely() {
    Allowances allowances = allowances(1_000_000_000_000L);
    for (int i = 0; i < 20_000; i++) {
      allowances.spend(ANN, 16_000);
    }
    assertThatCode(() -> allowances.spend(ANN, 16_000)).doesNotThrowAnyException();
  }

  @Test
  void zero_isNoLimit() throws InterruptedException {
    Allowances allowances = allowances(0);
    for (int i = 0; i < 10; i++) {
      allowances.spend(ANN, Long.MAX_VALUE);
      allowances.charge(ANN, Long.MAX_VALUE);
      allowances.awaitSomethingLeft(ANN);
    }
  }

  @Test
  void charge_refusesNothing_butIsSpentAllTheSame() {
    Allowances allowances = allowances(100);
    allowances.charge(ANN, 1000);
    allowances.charge(ANN, 1000);
    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> allowances.spend(ANN, 1));
  }

  /** A bucket of 60000 a minute gets a token a millisecond. */
  @Test
  void awaitSomethingLeft_afterADebt_waitsAsLongAsItTakesToPay() throws InterruptedException {
    Allowances allowances = allowances(60_000);
    allowances.charge(ANN, 60_200);
    long start = System.nanoTime();
    allowances.awaitSomethingLeft(ANN);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));
  }
}
