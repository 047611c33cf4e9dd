package dev.neuron.cluster;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import dev.neuron.model.ModelStoreException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does again what a member took with it when it went. */
final class Retries {

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  private static final int TRIES = 5;

  private Retries() {}

  /** As {@link #of}, of an action that answers nothing. */
  static void run(Runnable action) {
    var _ =
        of(
            () -> {
              action.run();
              return true;
            });
  }

  /**
   * What an action answers, which may be done more than once.
   *
   * @throws ModelStoreException if the cluster does not answer
   */
  static <T> T of(Supplier<T> action) {
    for (int tries = 1; ; tries++) {
      try {
        return action.get();
      } catch (HazelcastInstanceNotActiveException e) {
        throw ModelStoreException.unavailable(e);
      } catch (IndeterminateOperationStateException | RetryableHazelcastException e) {
        if (tries == TRIES) {
          LOG.warn("The other replicas do not answer: {}", e.getMessage());
          throw ModelStoreException.unavailable(e);
        }
      } catch (OperationTimeoutException e) {
        LOG.warn("The other replicas do not answer: {}", e.getMessage());
        throw ModelStoreException.unavailable(e);
      }
    }
  }
}
