package dev.neuron.model.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.h2.api.ErrorCode;
import org.h2.store.fs.FilePath;

/** A database of H2 in a file that this process opens itself. */
final class EmbeddedDatabase {

  private final DatabaseUrl url;

  private EmbeddedDatabase(DatabaseUrl url) {
    this.url = url;
  }

  /** The database of a URL, if it is one of H2 in a file. */
  static Optional<EmbeddedDatabase> of(String url) {
    DatabaseUrl parsed = new DatabaseUrl(url);
    return parsed.isFile() ? Optional.of(new EmbeddedDatabase(parsed)) : Optional.empty();
  }

  /**
   * Opens the connections to a database, which is one of H2 in a file or any other.
   *
   * @throws UnusableDatabaseException if another process has opened the file, or it cannot be
   *     written
   */
  static HikariDataSource open(HikariConfig config) {
    Optional<EmbeddedDatabase> embedded = of(config.getJdbcUrl());
    return embedded.isPresent() ? embedded.get().opened(config) : new HikariDataSource(config);
  }

  private HikariDataSource opened(HikariConfig config) {
    OwnersFiles.register();
    requireWritableFolder();
    if (FilePath.get(ownersPath(".trace.db")) instanceof OwnersFiles trace) {
      trace.tighten();
    }
    config.setJdbcUrl(url.withFilePath(ownersPath("")).text());
    config.setInitializationFailTimeout(1); // it opens at once, or never
    ClosedDatabase closed = new ClosedDatabase();
    config.setExceptionOverride(closed);
    try {
      HikariDataSource connections = new HikariDataSource(config);
      closed.isOf(connections);
      return connections;
    } catch (PoolInitializationException e) {
      if (isInUse(e)) {
        throw UnusableDatabaseException.inUse(file(), e);
      }
      throw e;
    }
  }

  /** Checked before H2 does, which prints a stack trace for the file of its own log too. */
  private void requireWritableFolder() {
    Path existing = folder();
    while (!Files.exists(existing)) {
      existing = Objects.requireNonNull(existing.getParent());
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw UnusableDatabaseException.notWritable(file(), existing);
    }
  }

  private String ownersPath(String suffix) {
    return OwnersFiles.SCHEME + ":" + url.filePath() + suffix;
  }

  private static boolean isInUse(PoolInitializationException e) {
    SQLException cause = Outage.sqlCause(e);
    return cause != null && cause.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1;
  }

  /** The folder of the file. */
  Path folder() {
    return Objects.requireNonNull(file().getParent());
  }

  private Path file() {
    return OwnersFiles.onDisk(FilePath.get(url.filePath() + ".mv.db")).toAbsolutePath().normalize();
  }
}
