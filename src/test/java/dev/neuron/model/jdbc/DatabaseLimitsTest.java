package dev.neuron.model.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neuron.PostgresServer;
import dev.neuron.ProcessTest;
import dev.neuron.SilentForwarder;
import dev.neuron.Waiting;
import dev.neuron.model.ModelStoreException;
import java.nio.file.Path;
import java.time.Duration;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits that connections have. */
@ProcessTest
class DatabaseLimitsTest {

  /** More than the buffers of a connection hold. */
  private static final int LARGE = 30_000_000;

  private static String shown(Database database, String setting) {
    return database.sql().sql("show " + setting).query(String.class).single();
  }

  @Test
  void postgres_sessions_haveLimitsOfTheirOwn() {
    try (Database database = new Database(JdbcStores.at(PostgresServer.shared().newDatabase()))) {
      assertThat(shown(database, "lock_timeout")).isEqualTo("2500ms");
      assertThat(shown(database, "statement_timeout")).isEqualTo("90s");
      assertThat(shown(database, "idle_in_transaction_session_timeout")).isEqualTo("10s");
      assertThat(shown(database, "tcp_keepalives_idle")).isEqualTo("10");
    }
  }

  @Test
  void postgres_limitInTheUrl_isTaken() {
    String url = PostgresServer.shared().newDatabase() + "?options=-c%20lock_timeout=7s";
    try (Database database = new Database(JdbcStores.at(url))) {
      assertThat(shown(database, "lock_timeout")).isEqualTo("7s");
      assertThat(shown(database, "statement_timeout")).isEqualTo("90s");
    }
  }

  @Test
  void h2_sessions_haveLimitsOfTheirOwn(@TempDir Path folder) {
    try (Database database =
        new Database(JdbcStores.at("jdbc:h2:file:" + folder.resolve("models")))) {
      assertThat(database.sql().sql("select lock_timeout()").query(Long.class).single())
          .isEqualTo(2_500);
      assertThat(
              database
                  .sql()
                  .sql(
                      """
                      select setting_value from information_schema.settings
                      where setting_name = 'QUERY_TIMEOUT'
                      """)
                  .query(Long.class)
                  .single())
          .isEqualTo(90_000);
    }
  }

  @Test
  void h2OnAHostThatVanished_readIsEnded(@TempDir Path folder) throws Exception {
    Server server =
        Server.createTcpServer(
                "-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toAbsolutePath().toString())
            .start();
    try (SilentForwarder host = new SilentForwarder(server.getPort());
        Database database =
            new Database(
                JdbcStores.at("jdbc:h2:tcp://127.0.0.1:%d/./models".formatted(host.port())))) {
      assertThat(database.<Long>change(0, last -> last)).isZero();
      host.fallSilent();
      long began = System.nanoTime();

      assertThatThrownBy(() -> database.change(0, last -> last))
          .isInstanceOf(ModelStoreException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
      host.comeBack();
      Waiting.until("it is reached again", () -> database.outage().isEmpty());
      assertThat(database.<Long>change(0, last -> last)).isZero();
    } finally {
      server.stop();
    }
  }

  /** A write to a socket is ended by no setting of the driver. */
  @Test
  void postgresThatStopsReading_inALargeWrite_endsTheChange() {
    PostgresServer postgres = PostgresServer.own();
    try (Database database = new Database(JdbcStores.at(postgres.newDatabase()))) {
      long began = System.nanoTime();

      assertThatThrownBy(
              () ->
                  database.change(
                      0,
                      _ -> {
                        postgres.freeze();
                        return database
                            .sql()
                            .sql("select length(:content)")
                            .param("content", new byte[LARGE])
                            .query(Long.class)
                            .single();
                      }))
          .isInstanceOf(ModelStoreException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    } finally {
      postgres.close();
    }
  }
}
