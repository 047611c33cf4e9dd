package dev.neuron.cluster;

import dev.neuron.model.OwnedKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was used here and the index has not been told of yet. Safe for use by any threads. */
final class LastUsedBuffer {

  /** In the order of the last use. */
  private final Set<OwnedKey> untold = new LinkedHashSet<>();

  synchronized void add(OwnedKey used) {
    untold.remove(used);
    untold.add(used);
  }

  /** What there is, the last used last, which from now on counts as told. */
  synchronized List<OwnedKey> take() {
    List<OwnedKey> used = new ArrayList<>(untold);
    untold.clear();
    return used;
  }
}
