package dev.neuron.model;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Times that rise strictly, by a microsecond where the clock does not, so that they order what was
 * created and serve as a place in a list. Safe for use by any number of threads.
 */
public final class CreationTimes {

  private final Clock clock;
  private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

  public CreationTimes(Clock clock) {
    this.clock = clock;
  }

  /** A creation time as a number, in microseconds. */
  public static long toMicros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** The creation time that is this number. */
  public static Instant ofMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /**
   * The time of what is created now, in whole microseconds.
   *
   * @param earlier a time of what was created elsewhere, in microseconds; this one is later
   */
  public Instant nextAfter(long earlier) {
    last.accumulateAndGet(ofMicros(earlier), (a, b) -> a.isAfter(b) ? a : b);
    return next();
  }

  /** The time of what is created now, in whole microseconds. */
  public Instant next() {
    return last.updateAndGet(
        before -> {
          Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
          return now.isAfter(before) ? now : before.plus(1, ChronoUnit.MICROS);
        });
  }
}
