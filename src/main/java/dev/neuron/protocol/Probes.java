package dev.neuron.protocol;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.stereotype.Component;

/** The state of the service for the probes of the protocols. */
@Component
public class Probes {

  private final ApplicationAvailability availability;

  Probes(ApplicationAvailability availability) {
    this.availability = availability;
  }

  /** True if the service is live. */
  public boolean isLive() {
    return availability.getLivenessState() == LivenessState.CORRECT;
  }

  /** True if the service accepts requests; false once it is stopping. */
  public boolean isReady() {
    return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
  }
}
