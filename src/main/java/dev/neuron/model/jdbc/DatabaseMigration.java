package dev.neuron.model.jdbc;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the tables of a database up to date. */
final class DatabaseMigration {

  /** Retries while a database is starting; the pause doubles from one to the next. */
  private static final int CONNECT_RETRIES = 4;

  private DatabaseMigration() {}

  /**
   * Migrates the tables, of a remote database on connections of its own.
   *
   * @param connections to a database that this process has opened itself
   * @throws RuntimeException if the database cannot be reached, or its tables are of a later
   *     version
   */
  static void run(JdbcProperties properties, ConnectionLimits limits, DataSource connections) {
    FluentConfiguration migration =
        Flyway.configure()
            .locations("classpath:db/migration")
            .placeholders(Map.of("binary", properties.isH2() ? "blob" : "bytea"))
            .connectRetries(CONNECT_RETRIES);
    if (properties.isRemote()) {
      migration.dataSource(limits.forMigration()).initSql(limits.migrationSql());
    } else {
      migration.dataSource(connections);
    }
    migration.load().migrate();
  }
}
