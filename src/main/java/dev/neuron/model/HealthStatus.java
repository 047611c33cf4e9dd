package dev.neuron.model;

import org.springframework.boot.health.contributor.Status;

/** The health status that Spring Boot does not define. */
public final class HealthStatus {

  /** The service works, but with fewer replicas, copies or intact models than there should be. */
  public static final Status DEGRADED = new Status("DEGRADED");

  private HealthStatus() {}
}
