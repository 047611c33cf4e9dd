package dev.neuron.cluster;

import dev.neuron.model.OwnedKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Models used on this member since the index was last told. Safe for use by any thread. */
final class LastUsedBuffer {

  /** In the order of the last use. */
  private final Set<OwnedKey> untold = new LinkedHashSet<>();

  synchronized void add(OwnedKey used) {
    untold.remove(used);
    untold.add(used);
  }

  /** Takes out all keys, the last used last. */
  synchronized List<OwnedKey> take() {
    List<OwnedKey> used = new ArrayList<>(untold);
    untold.clear();
    return used;
  }
}
