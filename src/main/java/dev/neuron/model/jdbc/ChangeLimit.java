package dev.neuron.model.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a change that takes too long by closing its connection. No limit of a driver ends a write to
 * a socket, which waits when a large content does not fit into the buffers on the way and the
 * database has stopped reading.
 */
final class ChangeLimit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeLimit.class);

  private static final Duration BASE = Duration.ofSeconds(10);

  /** The rate of the slowest link to a database over which a content must still pass. */
  private static final long BYTES_PER_SECOND = 1_000_000;

  private final Future<?> end;

  /**
   * Starts the timer.
   *
   * @param bytes what the change has to send
   */
  ChangeLimit(Connection connection, long bytes, ScheduledExecutorService timer) {
    Duration limit = BASE.plusSeconds(bytes / BYTES_PER_SECOND);
    end =
        timer.schedule(
            () -> Thread.ofVirtual().start(() -> abort(connection, limit)),
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void abort(Connection connection, Duration limit) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.warn("A change that took longer than {} cannot be aborted: {}", limit, e.getMessage());
    }
  }

  @Override
  public void close() {
    end.cancel(false);
  }
}
