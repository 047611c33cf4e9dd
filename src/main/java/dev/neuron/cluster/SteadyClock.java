package dev.neuron.cluster;

import com.hazelcast.internal.util.Clock.ClockImpl;
import com.hazelcast.internal.util.ClockProperties;
import java.util.concurrent.TimeUnit;

/**
 * The time of day when this process started, and what has passed since. Hazelcast asks it how long
 * entries are kept and operations wait: by the machine's clock, which may be set, an entry for an
 * hour would expire as soon as the clock is set forward by one.
 */
public final class SteadyClock extends ClockImpl {

  private final long startMillis = System.currentTimeMillis();
  private final long startNanos = System.nanoTime();

  /** Is called by Hazelcast, by name. */
  public SteadyClock() {
    // its fields say all
  }

  /** Lets Hazelcast use one in this process; to be called before anything else of it is. */
  static void install() {
    System.setProperty(ClockProperties.HAZELCAST_CLOCK_IMPL, SteadyClock.class.getName());
  }

  @Override
  protected long currentTimeMillis() {
    return startMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }
}
