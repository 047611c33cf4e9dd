package dev.neuron.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.internal.util.ClockProperties;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

  /** Hazelcast fails for a clock that it cannot create, and is silent about one that is not set. */
  @Test
  void installed_isMadeByTheNameThatHazelcastReads() throws ReflectiveOperationException {
    SteadyClock.install();

    String name = System.getProperty("com.hazelcast.clock.impl");
    assertThat(ClockProperties.HAZELCAST_CLOCK_IMPL).isEqualTo("com.hazelcast.clock.impl");
    assertThat(Class.forName(name).getConstructor().newInstance()).isInstanceOf(SteadyClock.class);
  }

  @Test
  void time_beginsAtThatOfTheMachine_andRises() {
    long before = System.currentTimeMillis();
    SteadyClock clock = new SteadyClock();

    long first = clock.currentTimeMillis();
    assertThat(first).isBetween(before, before + 60_000);
    assertThat(clock.currentTimeMillis()).isGreaterThanOrEqualTo(first);
  }
}
