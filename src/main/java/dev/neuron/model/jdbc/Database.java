package dev.neuron.model.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.neuron.model.ModelStoreException;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** The connections to the database, whose tables are brought up to date when it is opened. */
final class Database implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** A request that cannot have a connection for so long is answered that it cannot. */
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(2);

  /** A database that is just starting is waited for; the wait doubles from try to try. */
  private static final int CONNECT_RETRIES = 4;

  private static final String H2 = "jdbc:h2:";

  /**
   * H2 would write what was committed half a second later; and would give up a change that waits
   * two seconds for others.
   */
  private static final String H2_DURABLE = "SET WRITE_DELAY 0; SET LOCK_TIMEOUT 10000";

  private final HikariDataSource connections;
  private final JdbcTemplate jdbc;
  private final JdbcClient sql;
  private final TransactionTemplate transactions;

  /**
   * Opens the database and brings its tables up to date.
   *
   * @throws RuntimeException if it cannot be reached, or its tables are of a later version
   */
  Database(JdbcProperties properties) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("models");
    config.setJdbcUrl(properties.url());
    config.setUsername(properties.username());
    config.setPassword(properties.password());
    config.setMaximumPoolSize(properties.connections());
    config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    config.setInitializationFailTimeout(-1); // Flyway waits for a database that is starting
    boolean isH2 = properties.url().startsWith(H2);
    if (isH2) {
      config.setConnectionInitSql(H2_DURABLE);
    }
    connections = EmbeddedDatabase.open(config);
    jdbc = new JdbcTemplate(connections);
    sql = JdbcClient.create(jdbc);
    transactions = new TransactionTemplate(new JdbcTransactionManager(connections));
    migrate(isH2);
  }

  private void migrate(boolean isH2) {
    try {
      Flyway.configure()
          .dataSource(connections)
          .locations("classpath:db/migration")
          .placeholders(Map.of("binary", isH2 ? "blob" : "bytea"))
          .connectRetries(CONNECT_RETRIES)
          .load()
          .migrate();
    } catch (RuntimeException e) {
      connections.close();
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
    try {
      return reading.get();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("The database of models does not answer: {}", e.getMessage());
      throw ModelStoreException.unavailable(e);
    }
  }

  /**
   * What a change answers, which is made as a whole or not at all, and after all others.
   *
   * @param change is given the latest creation time that there was, in microseconds
   * @throws ModelStoreException if the database does not answer
   */
  <T> T change(LongFunction<T> change) {
    return read(
        () ->
            transactions.execute(
                _ ->
                    change.apply(
                        sql.sql("select last_created_at from store_state for update")
                            .query(Long.class)
                            .single())));
  }

  @Override
  public void close() {
    connections.close();
  }
}
