package dev.neuron.model.jdbc;

import dev.neuron.model.ModelsProperties;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps models in a database, where that is asked for. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "neuron.models.store", havingValue = "jdbc")
class JdbcConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcConfiguration.class);

  @Bean
  Database modelDatabase(JdbcProperties properties) {
    return new Database(properties);
  }

  @Bean
  JdbcModelStore modelStore(
      Database database, ModelsProperties properties, JdbcProperties jdbcProperties) {
    long cacheBytes = ModelsProperties.inMemory(jdbcProperties.cacheSize());
    LOG.info("Models are kept in the database {}", jdbcProperties);
    return new JdbcModelStore(
        database,
        properties,
        cacheBytes,
        Clock.systemUTC(),
        DiskRoom.ofDatabase(jdbcProperties.url()));
  }

  /** Is closed, and so writes for the last time, before the database. */
  @Bean
  UsesWriter usesWriter(JdbcModelStore store) {
    return new UsesWriter(store);
  }

  /** Readiness does not depend on it: every other instance has the same database. */
  @Bean
  HealthIndicator modelDatabaseHealthIndicator(Database database, JdbcModelStore store) {
    return new DatabaseHealth(database, store);
  }
}
