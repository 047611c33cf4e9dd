package dev.neuron.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** The most recently added keys, up to a number. */
final class EvictedKeyCache<K> {

  private final SequencedSet<K> keys = new LinkedHashSet<>();
  private final int limit;

  EvictedKeyCache(int limit) {
    this.limit = limit;
  }

  /** Adds a key; returns the one that was forgotten for it, if any. */
  @Nullable K add(K key) {
    keys.addLast(key);
    return keys.size() > limit ? keys.removeFirst() : null;
  }

  void remove(K key) {
    keys.remove(key);
  }

  /** All of them, the oldest first. */
  List<K> all() {
    return List.copyOf(keys);
  }

  boolean contains(K key) {
    return keys.contains(key);
  }
}
