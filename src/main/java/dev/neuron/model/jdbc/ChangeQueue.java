package dev.neuron.model.jdbc;

import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelStoreException.Kind;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes changes wait for each other before they take a connection. If they waited in the database,
 * as they do for changes of other services, each would hold a connection, and reads would get none.
 */
final class ChangeQueue {

  /** One change is made while the next is on its way to the lock. */
  private static final int AT_ONCE = 2;

  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  /**
   * Makes a change in its turn.
   *
   * @throws ModelStoreException if it does not get one in time
   */
  <T> T inTurn(Supplier<T> change) {
    if (!isOn()) {
      throw ModelStoreException.of(Kind.UNAVAILABLE);
    }
    try {
      return change.get();
    } finally {
      turns.release();
    }
  }

  private boolean isOn() {
    try {
      return turns.tryAcquire(ConnectionLimits.CONNECTION.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
