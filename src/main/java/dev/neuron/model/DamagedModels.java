package dev.neuron.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ids of models whose contents were found damaged when they were read, up to a hundred. Safe
 * for use by any number of threads.
 */
public final class DamagedModels {

  private static final Logger LOG = LoggerFactory.getLogger(DamagedModels.class);

  private static final int MAX = 100;

  private final Set<String> ids = new LinkedHashSet<>();

  /**
   * Decodes the content of a model.
   *
   * @throws ModelStoreException if it is damaged
   */
  public ModelSnapshot.Content decoded(String id, byte[] content) {
    try {
      ModelSnapshot.Content decoded = SnapshotCodec.decode(content);
      forget(id);
      return decoded;
    } catch (IllegalArgumentException e) {
      if (add(id)) {
        LOG.error(
            "The content of the model {} cannot be read ({}); requests for it get 500 until it is"
                + " deleted or restored from a backup",
            id,
            e.getMessage());
      }
      throw ModelStoreException.damaged(id, e);
    }
  }

  private synchronized boolean add(String id) {
    return ids.size() < MAX && ids.add(id);
  }

  /** Forgets a model that is deleted, or intact. */
  public synchronized void forget(String id) {
    ids.remove(id);
  }

  /** The ids, in the order in which they were found. */
  public synchronized List<String> ids() {
    return new ArrayList<>(ids);
  }
}
