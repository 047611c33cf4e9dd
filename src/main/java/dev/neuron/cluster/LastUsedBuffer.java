package dev.neuron.cluster;

import dev.neuron.model.OwnedKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The models used on this member that the index does not know of yet. Safe for any thread. */
final class LastUsedBuffer {

  /** In the order of the last use. */
  private final Set<OwnedKey> unpublished = new LinkedHashSet<>();

  synchronized void add(OwnedKey used) {
    unpublished.remove(used);
    unpublished.add(used);
  }

  /** Takes out all keys, the last used last. */
  synchronized List<OwnedKey> take() {
    List<OwnedKey> used = new ArrayList<>(unpublished);
    unpublished.clear();
    return used;
  }
}
