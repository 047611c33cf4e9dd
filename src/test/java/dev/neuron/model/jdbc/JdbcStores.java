package dev.neuron.model.jdbc;

import dev.neuron.PostgresServer;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelsProperties;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

/** Stores in databases that are empty. */
public final class JdbcStores implements AutoCloseable {

  /** So that what is read comes from the database. */
  private static final long CACHE_BYTES = 0;

  private final Database database;
  private final ModelStore store;

  private JdbcStores(JdbcProperties jdbc, ModelsProperties properties, Clock clock) {
    database = new Database(jdbc);
    store = new JdbcModelStore(database, properties, CACHE_BYTES, clock, DiskRoom.of(null));
  }

  /** In a file of H2 in a folder. */
  public static JdbcStores inH2(Path folder, ModelsProperties properties, Clock clock) {
    return new JdbcStores(
        at("jdbc:h2:file:" + folder.resolve(UUID.randomUUID().toString())), properties, clock);
  }

  /** In a PostgreSQL. */
  public static JdbcStores inPostgres(ModelsProperties properties, Clock clock) {
    return new JdbcStores(at(PostgresServer.shared().newDatabase()), properties, clock);
  }

  static JdbcProperties at(String url) {
    return new JdbcProperties(url, "neuron", "", 10, null);
  }

  public ModelStore store() {
    return store;
  }

  @Override
  public void close() {
    database.close();
  }
}
