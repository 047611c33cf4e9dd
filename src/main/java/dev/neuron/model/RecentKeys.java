package dev.neuron.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** The most recently added keys, up to a number. */
final class RecentKeys {

  private final Map<String, Boolean> keys;

  RecentKeys(int limit) {
    keys =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > limit;
          }
        };
  }

  void add(String key) {
    keys.remove(key);
    keys.put(key, true);
  }

  void remove(String key) {
    keys.remove(key);
  }

  boolean contains(String key) {
    return keys.containsKey(key);
  }
}
