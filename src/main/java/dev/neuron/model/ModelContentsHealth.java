package dev.neuron.model;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Health of the contents of models: degraded while some were found damaged, with their ids. */
@Component("modelContents")
final class ModelContentsHealth implements HealthIndicator {

  private final ModelStore store;

  ModelContentsHealth(ModelStore store) {
    this.store = store;
  }

  @Override
  public Health health() {
    List<String> damaged = store.damaged();
    return damaged.isEmpty()
        ? Health.up().build()
        : Health.status(HealthStatus.DEGRADED).withDetail("damaged", damaged).build();
  }
}
