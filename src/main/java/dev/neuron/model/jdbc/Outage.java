package dev.neuron.model.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** The ways in which a database fails that concern more than one statement, and pass. */
enum Outage {
  NO_ANSWER("the database does not answer"),
  LOCKED("another session holds a lock"),
  DISK_FULL("the disk of the database is full");

  private static final String CONNECTION_CLASS = "08";
  private static final String SHUTDOWN_CLASS = "57P";
  private static final String TOO_MANY_CONNECTIONS = "53300";

  /** A state of PostgreSQL; H2 closes its database instead. */
  private static final String NO_SPACE = "53100";

  /** States of PostgreSQL and of H2. */
  private static final Set<String> LOCK_TIMEOUTS = Set.of("55P03", "HYT00");

  private final String text;

  Outage(String text) {
    this.text = text;
  }

  /** The outage that a failure is a sign of, unless it concerns its statement alone. */
  static Optional<Outage> of(RuntimeException failure) {
    SQLException cause = sqlCause(failure);
    if (cause == null || isOfConnection(cause)) {
      return Optional.of(NO_ANSWER);
    }
    if (NO_SPACE.equals(cause.getSQLState())) {
      return Optional.of(DISK_FULL);
    }
    return LOCK_TIMEOUTS.contains(cause.getSQLState()) ? Optional.of(LOCKED) : Optional.empty();
  }

  /** The driver's message on a failure, in one line. */
  static String reason(RuntimeException failure) {
    SQLException cause = sqlCause(failure);
    String first = message(cause == null ? failure : cause);
    String last = message(NestedExceptionUtils.getMostSpecificCause(failure));
    return (first.contains(last) ? first : first + ": " + last).replaceAll("\\s+", " ");
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /** A connection that the pool has closed already has no state. */
  private static boolean isOfConnection(SQLException cause) {
    String state = cause.getSQLState();
    return state == null
        || state.startsWith(CONNECTION_CLASS)
        || state.startsWith(SHUTDOWN_CLASS)
        || state.equals(TOO_MANY_CONNECTIONS)
        || cause instanceof SQLTransientConnectionException
        || cause instanceof SQLNonTransientConnectionException
        || cause instanceof SQLRecoverableException;
  }

  /** The first cause that a driver reported; null if there is none. */
  static @Nullable SQLException sqlCause(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException found) {
        return found;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return text;
  }
}
