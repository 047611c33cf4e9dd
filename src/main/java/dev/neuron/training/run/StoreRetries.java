package dev.neuron.training.run;

import dev.neuron.model.ModelIds;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelStoreException.Kind;
import dev.neuron.model.TimedRetry;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts models into the store, and retries for a limited time while the store is unavailable, so
 * that a finished training is not lost because a database was away for a moment.
 */
public final class StoreRetries {

  private static final Logger LOG = LoggerFactory.getLogger(StoreRetries.class);

  private static final TimedRetry RETRY =
      new TimedRetry(Duration.ofMillis(100), Duration.ofSeconds(2), Duration.ofMillis(50));

  private final ModelStore store;
  private final ModelIds ids = new ModelIds();
  private final Duration maxTime;

  /**
   * Retries for a limited time.
   *
   * @param maxTime from the first attempt to the last
   */
  StoreRetries(ModelStore store, Duration maxTime) {
    this.store = store;
    this.maxTime = maxTime;
  }

  /** Starts the time limit for one model, or for several that are stored one after the other. */
  Attempts begin() {
    return new Attempts(System.nanoTime() + maxTime.toNanos());
  }

  /** Attempts that share one time limit. */
  public final class Attempts {

    private final long deadlineNanos;

    private Attempts(long deadlineNanos) {
      this.deadlineNanos = deadlineNanos;
    }

    /**
     * Puts a model into the store.
     *
     * @param isWanted true while retrying is still useful
     * @throws ModelStoreException if the store is full, or was unavailable until the time limit
     */
    ModelSnapshot put(ModelSnapshot.Content content, BooleanSupplier isWanted) {
      String id = ids.next();
      try {
        return store.put(id, content);
      } catch (ModelStoreException e) {
        boolean isInTime = System.nanoTime() - deadlineNanos < 0;
        if (!isUnavailable(e) || !isInTime || !isWanted.getAsBoolean()) {
          throw e;
        }
        return putAgain(id, content, isWanted);
      }
    }

    /** The id stays the same: an attempt whose outcome is unknown may have stored the model. */
    private ModelSnapshot putAgain(
        String id, ModelSnapshot.Content content, BooleanSupplier isWanted) {
      try {
        return RETRY.invoke(
            () -> store.put(id, content),
            deadlineNanos,
            e -> isUnavailable(e) && isWanted.getAsBoolean());
      } catch (ModelStoreException e) {
        if (isUnavailable(e)) {
          LOG.warn("A trained model is lost: the store was unavailable for {}", maxTime);
        }
        throw e;
      }
    }

    private static boolean isUnavailable(Throwable e) {
      return e instanceof ModelStoreException failed && failed.kind() == Kind.UNAVAILABLE;
    }
  }
}
