package dev.neuron.admission;

import dev.neuron.admission.RefusedException.Cause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Creates the exceptions of refusals, and counts them by cause. */
@Component
public final class RejectionFactory {

  private final Map<Cause, Counter> counters = new EnumMap<>(Cause.class);

  RejectionFactory(MeterRegistry meters) {
    for (Cause cause : Cause.values()) {
      counters.put(
          cause,
          Counter.builder("neuron.rejections")
              .description("Requests that were refused because too much was under way")
              .tag("cause", cause.name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .register(meters));
    }
  }

  /**
   * Creates a refusal, to be thrown.
   *
   * @param retryAfter after which time a retry may succeed
   */
  public RefusedException of(Cause cause, String detail, Duration retryAfter) {
    Objects.requireNonNull(counters.get(cause)).increment();
    return new RefusedException(cause, detail, retryAfter);
  }
}
