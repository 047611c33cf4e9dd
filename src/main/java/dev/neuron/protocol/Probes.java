package dev.neuron.protocol;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.stereotype.Component;

/** Knows what the probes of the protocols ask for. */
@Component
public class Probes {

  private final ApplicationAvailability availability;

  Probes(ApplicationAvailability availability) {
    this.availability = availability;
  }

  /** Whether the service lives. */
  public boolean isLive() {
    return availability.getLivenessState() == LivenessState.CORRECT;
  }

  /** Whether it takes requests: it does not any more once it has been told to stop. */
  public boolean isReady() {
    return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
  }
}
