package dev.neuron.model.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.neuron.model.ModelStoreException;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The connections to the database, whose tables are brought up to date when it is opened. No call
 * waits without a limit, see {@link ConnectionLimits}.
 */
final class Database implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** The time for which a change proves that changes work. */
  private static final Duration CHANGEABLE = Duration.ofSeconds(5);

  private final HikariDataSource connections;
  private final JdbcTemplate jdbc;
  private final JdbcClient sql;
  private final TransactionTemplate transactions;
  private final DatabaseProbes probes;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("database").factory());
  private final CircuitBreaker responses;
  private final CircuitBreaker changes;
  private final CircuitBreaker additions;
  private final ChangeQueue queue = new ChangeQueue();
  private volatile long changedNanos = System.nanoTime();

  /**
   * Opens the database and brings its tables up to date.
   *
   * @throws UnusableDatabaseException if it cannot be opened, or its tables are of a later version
   */
  Database(JdbcProperties properties) {
    ConnectionLimits limits = new ConnectionLimits(properties);
    connections = opened(properties, limits);
    jdbc = new JdbcTemplate(connections);
    sql = JdbcClient.create(jdbc);
    transactions = new TransactionTemplate(new JdbcTransactionManager(connections));
    probes = new DatabaseProbes(properties.isRemote(), connections, sql, transactions);
    timer.setRemoveOnCancelPolicy(true);
    String location = properties.location();
    responses = new CircuitBreaker("Models in " + location, probes::read, timer);
    changes = new CircuitBreaker("Changes of " + location, probes::change, timer);
    additions = new CircuitBreaker("New models in " + location, probes::add, timer);
    try {
      DatabaseMigration.run(properties, limits, connections);
    } catch (RuntimeException e) {
      close();
      throw UnusableDatabaseException.of(properties, e);
    }
  }

  private static HikariDataSource opened(JdbcProperties properties, ConnectionLimits limits) {
    try {
      return EmbeddedDatabase.open(poolConfig(properties, limits));
    } catch (RuntimeException e) {
      throw UnusableDatabaseException.of(properties, e);
    }
  }

  private static HikariConfig poolConfig(JdbcProperties properties, ConnectionLimits limits) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("models");
    config.setJdbcUrl(properties.url());
    config.setUsername(properties.username());
    config.setPassword(properties.password());
    config.setMaximumPoolSize(properties.connections());
    config.setInitializationFailTimeout(-1); // Flyway waits for a database that is starting
    limits.applyTo(config);
    return config;
  }

  /** Executes batches: the same statement for many rows. */
  JdbcTemplate jdbc() {
    return jdbc;
  }

  /** Executes statements, each of which is a transaction of its own. */
  JdbcClient sql() {
    return sql;
  }

  /**
   * Returns the result of reading.
   *
   * @throws ModelStoreException if the database does not respond
   */
  <T> T read(Supplier<T> reading) {
    responses.requireClosed();
    return guarded(responses, reading);
  }

  /**
   * Returns the result of a change, which is made as a whole or not at all, and after all others.
   *
   * @param bytes about how much it sends
   * @param change receives the latest creation time so far, in microseconds
   * @throws ModelStoreException if the database does not respond
   */
  <T> T change(long bytes, LongFunction<T> change) {
    responses.requireClosed();
    changes.requireClosed();
    T result =
        queue.inTurn(
            () ->
                guarded(
                    changes,
                    () -> transactions.execute(_ -> guarded(changes, () -> made(bytes, change)))));
    changedNanos = System.nanoTime();
    return result;
  }

  private <T> T made(long bytes, LongFunction<T> change) {
    Connection connection = DataSourceUtils.getConnection(connections);
    try (ChangeLimit _ = new ChangeLimit(connection, bytes, timer)) {
      return change.apply(probes.lockedState());
    } finally {
      DataSourceUtils.releaseConnection(connection, connections);
    }
  }

  /** Needed within a transaction too: rolling back on a lost connection hides why it was lost. */
  private <T> T guarded(CircuitBreaker whenLocked, Supplier<T> work) {
    long beganNanos = System.nanoTime();
    try {
      return work.get();
    } catch (DataAccessException | TransactionException e) {
      String reason = Outage.reason(e);
      Optional<Outage> found = Outage.of(e);
      found.ifPresentOrElse(
          outage -> breaker(outage, whenLocked).open(outage, reason, beganNanos),
          () -> LOG.warn("The database of models refuses a statement: {}", reason));
      throw found.equals(Optional.of(Outage.DISK_FULL))
          ? ModelStoreException.diskFull()
          : ModelStoreException.unavailable(e);
    }
  }

  private CircuitBreaker breaker(Outage outage, CircuitBreaker whenLocked) {
    return switch (outage) {
      case NO_ANSWER -> responses;
      case LOCKED -> whenLocked;
      case DISK_FULL -> additions;
    };
  }

  /** True unless the database has reported that its disk is full. */
  boolean hasRoom() {
    return additions.outage().isEmpty();
  }

  /**
   * Returns if a model can be added.
   *
   * @throws ModelStoreException if the disk of the database is full
   */
  void requireRoom() {
    if (!hasRoom()) {
      throw ModelStoreException.diskFull();
    }
  }

  /**
   * Makes sure that changes work.
   *
   * @throws ModelStoreException if they do not
   */
  void requireChangeable() {
    if (System.nanoTime() - changedNanos > CHANGEABLE.toNanos()) {
      change(0, last -> last);
    }
  }

  /** The reason why calls fail, if they do. */
  Optional<String> outage() {
    return responses
        .outage()
        .map(Outage::toString)
        .or(() -> changes.outage().map(outage -> "changes fail, since " + outage))
        .or(() -> additions.outage().map(outage -> "no model is stored, since " + outage));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    connections.close();
  }
}
