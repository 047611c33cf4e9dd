package dev.neuron.model.jdbc;

import dev.neuron.model.ModelStoreException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Health of the database: up if models can be read, changed and added, or else the reason. */
final class DatabaseHealth implements HealthIndicator {

  private final Database database;
  private final JdbcModelStore store;

  DatabaseHealth(Database database, JdbcModelStore store) {
    this.database = database;
    this.store = store;
  }

  @Override
  public Health health() {
    try {
      int models = store.total();
      database.requireChangeable();
      database.requireRoom();
      return Health.up().withDetail("models", models).build();
    } catch (ModelStoreException e) {
      return Health.down()
          .withDetail("reason", database.outage().orElse(String.valueOf(e.getMessage())))
          .build();
    }
  }
}
