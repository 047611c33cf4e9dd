package dev.neuron.model.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

/** A database that cannot be used from the start: why, and what to do about it. */
final class UnusableDatabaseException extends RuntimeException {

  /** States of PostgreSQL and of H2. */
  private static final Set<String> WRONG_LOGIN = Set.of("28000", "28P01");

  private static final String NO_SUCH_DATABASE = "3D000";

  private static final String WRITABLE =
      "Let this user write into the folder of the file, or name another file:"
          + " neuron.models.jdbc.url.";

  private final String action;

  private UnusableDatabaseException(String message, String action, @Nullable Throwable cause) {
    super(message, cause);
    this.action = action;
  }

  /** Returns the exception for a file that another process has opened. */
  static UnusableDatabaseException inUse(Path file, Throwable cause) {
    return new UnusableDatabaseException(
        "The database file %s is in use by another process.".formatted(file),
        "End that process, or give this one a file of its own: neuron.models.jdbc.url."
            + " Several services share models in a PostgreSQL.",
        cause);
  }

  /** Returns the exception for a file that this user cannot create or change. */
  static UnusableDatabaseException notWritable(Path file, Path folder) {
    return new UnusableDatabaseException(
        "The database file %s cannot be written: %s is not a folder into which this user may write."
            .formatted(file, folder),
        WRITABLE,
        null);
  }

  /** Returns the exception for a database that could not be opened or brought up to date. */
  static UnusableDatabaseException of(JdbcProperties properties, RuntimeException failure) {
    if (failure instanceof UnusableDatabaseException known) {
      return known;
    }
    String location = properties.location();
    if (failure instanceof FlywayValidateException) {
      return new UnusableDatabaseException(
          "The tables of the database %s are not those of this version: %s"
              .formatted(location, Outage.reason(failure)),
          "Start the version that wrote them or a later one, or name another database:"
              + " neuron.models.jdbc.url.",
          failure);
    }
    SQLException cause = Outage.sqlCause(failure);
    String state = cause == null ? null : cause.getSQLState();
    if (state != null && WRONG_LOGIN.contains(state)) {
      return new UnusableDatabaseException(
          "The database %s refuses the user %s with this password."
              .formatted(location, properties.username()),
          "Correct neuron.models.jdbc.username and neuron.models.jdbc.password.",
          failure);
    }
    return opening(properties, failure, state);
  }

  private static UnusableDatabaseException opening(
      JdbcProperties properties, RuntimeException failure, @Nullable String state) {
    String action;
    if (NO_SUCH_DATABASE.equals(state)) {
      action = "Create the database, or name another one: neuron.models.jdbc.url.";
    } else if (properties.isRemote()) {
      action = "Start the database, or correct neuron.models.jdbc.url.";
    } else {
      action = WRITABLE;
    }
    return new UnusableDatabaseException(
        "The database %s cannot be opened: %s"
            .formatted(properties.location(), Outage.reason(failure)),
        action,
        failure);
  }

  /** What to do about it. */
  String action() {
    return action;
  }
}
