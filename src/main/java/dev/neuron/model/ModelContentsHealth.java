package dev.neuron.model;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Whether the contents of models were intact when they were read; names those that were not. */
@Component("modelContents")
final class ModelContentsHealth implements HealthIndicator {

  private static final Status DEGRADED = new Status("DEGRADED");

  private final ModelStore store;

  ModelContentsHealth(ModelStore store) {
    this.store = store;
  }

  @Override
  public Health health() {
    List<String> damaged = store.damaged();
    return damaged.isEmpty()
        ? Health.up().build()
        : Health.status(DEGRADED).withDetail("damaged", damaged).build();
  }
}
