package dev.neuron.model.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.neuron.model.ModelStoreException;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
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

  /** A database that is just starting is waited for; the wait doubles from try to try. */
  private static final int CONNECT_RETRIES = 4;

  /** The room that there must be before models are stored again. */
  private static final int PROBE_BYTES = 1 << 20;

  /** How long a change proves that changes work. */
  private static final Duration CHANGEABLE = Duration.ofSeconds(5);

  private final boolean isRemote;
  private final HikariDataSource connections;
  private final JdbcTemplate jdbc;
  private final JdbcClient sql;
  private final TransactionTemplate transactions;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("database").factory());
  private final CircuitBreaker answers;
  private final CircuitBreaker changes;
  private final CircuitBreaker additions;
  private final ChangeQueue queue = new ChangeQueue();
  private volatile long changedNanos = System.nanoTime();

  /**
   * Opens the database and brings its tables up to date.
   *
   * @throws RuntimeException if it cannot be reached, or its tables are of a later version
   */
  Database(JdbcProperties properties) {
    isRemote = properties.isRemote();
    timer.setRemoveOnCancelPolicy(true);
    answers = new CircuitBreaker("Models in " + properties.location(), this::probeAll, timer);
    changes = new CircuitBreaker("Changes of " + properties.location(), this::probeChange, timer);
    additions =
        new CircuitBreaker("New models in " + properties.location(), this::probeRoom, timer);
    ConnectionLimits limits = new ConnectionLimits(properties);
    HikariConfig config = new HikariConfig();
    config.setPoolName("models");
    config.setJdbcUrl(properties.url());
    config.setUsername(properties.username());
    config.setPassword(properties.password());
    config.setMaximumPoolSize(properties.connections());
    config.setInitializationFailTimeout(-1); // Flyway waits for a database that is starting
    limits.applyTo(config);
    connections = EmbeddedDatabase.open(config);
    jdbc = new JdbcTemplate(connections);
    sql = JdbcClient.create(jdbc);
    transactions = new TransactionTemplate(new JdbcTransactionManager(connections));
    migrate(properties, limits);
  }

  private void migrate(JdbcProperties properties, ConnectionLimits limits) {
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
    try {
      migration.load().migrate();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** For the same statement many times over. */
  JdbcTemplate jdbc() {
    return jdbc;
  }

  /** For statements each of which is a transaction of its own. */
  JdbcClient sql() {
    return sql;
  }

  /**
   * What reading answers.
   *
   * @throws ModelStoreException if the database does not answer
   */
  <T> T read(Supplier<T> reading) {
    answers.requireClosed();
    return guarded(answers, reading);
  }

  /**
   * What a change answers, which is made as a whole or not at all, and after all others.
   *
   * @param bytes about how much it sends
   * @param change is given the latest creation time that there was, in microseconds
   * @throws ModelStoreException if the database does not answer
   */
  <T> T change(long bytes, LongFunction<T> change) {
    answers.requireClosed();
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
      return change.apply(lockedState());
    } finally {
      DataSourceUtils.releaseConnection(connection, connections);
    }
  }

  private long lockedState() {
    return sql.sql("select last_created_at from store_state for update").query(Long.class).single();
  }

  /** Within a transaction too: rolling back on a lost connection hides why it was lost. */
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
      case NO_ANSWER -> answers;
      case LOCKED -> whenLocked;
      case DISK_FULL -> additions;
    };
  }

  /** Whether there is room on the disk of the database, as far as it has told. */
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

  /** Why calls fail, if they do. */
  Optional<String> outage() {
    return answers
        .outage()
        .map(Outage::toString)
        .or(() -> changes.outage().map(outage -> "changes fail, since " + outage))
        .or(() -> additions.outage().map(outage -> "no model is stored, since " + outage));
  }

  /** Reads all tables, since others may lock any of them; of a remote one on a new connection. */
  private void probeAll() {
    if (isRemote) {
      connections.getHikariPoolMXBean().softEvictConnections();
    }
    sql.sql(
            """
            select last_created_at from store_state
            where not exists (select 1 from model where 1 = 0)
              and not exists (select 1 from model_summary where 1 = 0)
              and not exists (select 1 from owner_total where 1 = 0)
              and not exists (select 1 from evicted where 1 = 0)
            """)
        .query(Long.class)
        .single();
  }

  private void probeChange() {
    transactions.executeWithoutResult(_ -> lockedState());
  }

  /**
   * Adds a row and takes it back, since PostgreSQL does not say how much room its disk has. What a
   * failed change has taken of the disk is used again after a vacuum, which PostgreSQL does itself.
   */
  private void probeRoom() {
    byte[] content = new byte[PROBE_BYTES];
    new Random().nextBytes(content); // which cannot be compressed
    transactions.executeWithoutResult(
        transaction -> {
          transaction.setRollbackOnly();
          long _ = lockedState(); // so that other services wait
          sql.sql(
                  """
                  insert into model (id, owner, created_at, used_at, bytes, content)
                  values ('', '', -1, -1, 0, :content)
                  """)
              .param("content", content)
              .update();
        });
  }

  @Override
  public void close() {
    timer.shutdownNow();
    connections.close();
  }
}
