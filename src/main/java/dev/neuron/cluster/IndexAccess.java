package dev.neuron.cluster;

import com.hazelcast.map.IMap;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelStoreException.Kind;
import java.util.function.Supplier;

/** Sends steps on the index of a store to the member that holds it. */
final class IndexAccess {

  private final IMap<String, SharedIndex> indexes;
  private final String key;
  private final int rememberEvicted;
  private final Certainty certainty;

  /**
   * Accesses one index.
   *
   * @param key of the index: another key is another store
   * @param rememberEvicted the number of evicted keys that a new index remembers
   */
  IndexAccess(
      IMap<String, SharedIndex> indexes, String key, int rememberEvicted, Certainty certainty) {
    this.indexes = indexes;
    this.key = key;
    this.rememberEvicted = rememberEvicted;
    this.certainty = certainty;
  }

  /**
   * Makes a step and returns its result.
   *
   * @throws ModelStoreException if it cannot be made, or other members do not respond
   */
  IndexAnswer make(IndexStep step) {
    IndexStepProcessor processor = new IndexStepProcessor(step, rememberEvicted);
    Supplier<IndexAnswer> sent = () -> indexes.executeOnKey(key, processor);
    IndexAnswer answer = Retries.of(step.changes() ? certainty.quorum().guarded(sent) : sent);
    Kind refusal = answer.refusal();
    if (refusal != null) {
      if (refusal == Kind.NOT_FOUND || refusal == Kind.NO_SUCH_VERSION) {
        certainty.require(); // other members may have it
      }
      throw ModelStoreException.of(refusal);
    }
    return answer;
  }
}
