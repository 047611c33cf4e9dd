package dev.neuron.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The most recently added keys, up to a number. */
final class RecentKeys<K> {

  private final Map<K, Boolean> keys;

  RecentKeys(int limit) {
    keys =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Boolean> eldest) {
            return size() > limit;
          }
        };
  }

  void add(K key) {
    keys.remove(key);
    keys.put(key, true);
  }

  void remove(K key) {
    keys.remove(key);
  }

  /** All of them, the oldest first. */
  List<K> all() {
    return List.copyOf(keys.keySet());
  }

  boolean contains(K key) {
    return keys.containsKey(key);
  }
}
