package dev.neuron.model.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The limits of all waits for a database. They are chosen so that each one ends before the next
 * outer one: a wait for a lock before the wait for a response of the database.
 *
 * <p>A driver takes what the URL says before what is set here, so that each limit can be changed
 * there: {@code jdbc:postgresql://db/neuron?socketTimeout=30}.
 */
final class ConnectionLimits {

  /** The longest wait for a connection; a request that gets none fails. */
  static final Duration CONNECTION = Duration.ofSeconds(2);

  /**
   * The longest wait for a lock that another session holds. PostgreSQL counts twice for a row that
   * others wait for too: until it is their turn, and until the row is free.
   */
  private static final Duration LOCK = Duration.ofMillis(2_500);

  /**
   * The longest silence of a database that was asked something. It limits each read of the socket,
   * so a large content over a slow link may take longer as a whole.
   */
  private static final Duration SILENCE = Duration.ofSeconds(6);

  /** The longest time for one statement, with the transfer of its content. */
  private static final Duration STATEMENT = Duration.ofSeconds(90);

  /**
   * The longest time that a session may hold its locks without a statement: those of a service
   * whose host has vanished would stop all services that share the database.
   */
  private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(10);

  /**
   * The longest silence while tables are changed: building an index says nothing until it is done.
   */
  private static final Duration MIGRATION_SILENCE = Duration.ofMinutes(10);

  /** The longest wait of a migration for sessions that use its tables. */
  private static final Duration MIGRATION_LOCK = Duration.ofSeconds(30);

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration LOGIN = Duration.ofSeconds(3);
  private static final Duration VALIDATION = Duration.ofSeconds(1);
  private static final Duration KEEPALIVE = Duration.ofMinutes(1);

  /** H2 would write what was committed half a second later. */
  private static final String H2_DURABLE = "SET WRITE_DELAY 0";

  private static final String H2_SILENCE = "NETWORK_TIMEOUT";

  private final JdbcProperties properties;

  ConnectionLimits(JdbcProperties properties) {
    this.properties = properties;
  }

  /** Sets the limits of a pool and of its connections. */
  void applyTo(HikariConfig pool) {
    pool.setConnectionTimeout(CONNECTION.toMillis());
    pool.setValidationTimeout(VALIDATION.toMillis());
    pool.setKeepaliveTime(KEEPALIVE.toMillis());
    if (properties.isRemote()) {
      // Otherwise the pool tries to connect all through an outage, at longer and longer intervals,
      // and finds the database up to five seconds after it is back. H2 in this process closes with
      // its last connection, so there must always be one.
      pool.setMinimumIdle(0);
    }
    if (properties.isH2()) {
      pool.setConnectionInitSql(
          "%s; SET LOCK_TIMEOUT %d; SET QUERY_TIMEOUT %d"
              .formatted(H2_DURABLE, LOCK.toMillis(), STATEMENT.toMillis()));
      if (properties.isRemote() && !properties.url().contains(H2_SILENCE)) {
        pool.addDataSourceProperty(H2_SILENCE, String.valueOf(SILENCE.toMillis()));
      }
    } else {
      pool.setConnectionInitSql(sessionLimits());
      pool.setDataSourceProperties(driverLimits(SILENCE));
    }
  }

  /** Single connections for a migration, which may take longer. */
  DataSource forMigration() {
    DriverManagerDataSource source =
        new DriverManagerDataSource(properties.url(), properties.username(), properties.password());
    if (!properties.isH2()) {
      source.setConnectionProperties(driverLimits(MIGRATION_SILENCE));
    }
    return source;
  }

  /** The first statements of a session that migrates. */
  String migrationSql() {
    return (properties.isH2() ? "SET LOCK_TIMEOUT %d" : "SET lock_timeout = %d")
        .formatted(MIGRATION_LOCK.toMillis());
  }

  private static Properties driverLimits(Duration silence) {
    Properties limits = new Properties();
    limits.setProperty("connectTimeout", seconds(CONNECT));
    limits.setProperty("loginTimeout", seconds(LOGIN));
    limits.setProperty("socketTimeout", seconds(silence));
    limits.setProperty("cancelSignalTimeout", seconds(CONNECT));
    limits.setProperty("tcpKeepAlive", "true");
    return limits;
  }

  /** Limits that the server keeps, also when it no longer hears of the service. */
  private String sessionLimits() {
    Map<String, Long> limits = new LinkedHashMap<>();
    limits.put("lock_timeout", LOCK.toMillis());
    limits.put("statement_timeout", STATEMENT.toMillis());
    limits.put("idle_in_transaction_session_timeout", IDLE_IN_TRANSACTION.toMillis());
    limits.put("tcp_keepalives_idle", 10L);
    limits.put("tcp_keepalives_interval", 5L);
    limits.put("tcp_keepalives_count", 3L);
    return limits.entrySet().stream()
        .filter(limit -> !properties.url().contains(limit.getKey()))
        .map(limit -> "SET %s = %d".formatted(limit.getKey(), limit.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String seconds(Duration duration) {
    return String.valueOf(duration.toSeconds());
  }
}
