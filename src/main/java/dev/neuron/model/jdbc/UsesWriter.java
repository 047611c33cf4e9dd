package dev.neuron.model.jdbc;

import dev.neuron.model.ModelStoreException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Makes a store write every few seconds which snapshots were used, and a last time at the end.
 * Never interrupts a write: H2 closes its file when a thread that uses it is interrupted.
 */
final class UsesWriter implements AutoCloseable {

  private static final Duration DELAY = Duration.ofSeconds(5);

  private final JdbcModelStore store;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("uses").factory());

  UsesWriter(JdbcModelStore store) {
    this.store = store;
    Future<?> _ =
        timer.scheduleWithFixedDelay(
            this::write, DELAY.toMillis(), DELAY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void write() {
    try {
      store.writeUses();
    } catch (ModelStoreException _) {
      // the circuit breaker logs why; uses are written when the database is back
    }
  }

  @Override
  public void close() {
    timer.close();
    write();
  }
}
