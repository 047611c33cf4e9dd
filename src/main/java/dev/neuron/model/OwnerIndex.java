package dev.neuron.model;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of one owner in a {@link StoreIndex}, with the sum of their sizes. Creation times
 * must differ. Not safe for use by several threads.
 */
final class OwnerIndex {

  /** By id, the least recently used first. */
  private final LinkedHashMap<String, IndexEntry> byUse = new LinkedHashMap<>();

  private final NavigableMap<Instant, IndexEntry> byAge = new TreeMap<>();
  private final Map<String, NavigableMap<Instant, IndexEntry>> byName = new HashMap<>();
  private long bytes;

  void add(IndexEntry entry) {
    byUse.put(entry.id(), entry);
    byAge.put(entry.createdAt(), entry);
    String name = entry.name();
    if (name != null) {
      byName.computeIfAbsent(name, _ -> new TreeMap<>()).put(entry.createdAt(), entry);
    }
    bytes += entry.bytes();
  }

  void remove(IndexEntry entry) {
    byUse.remove(entry.id());
    byAge.remove(entry.createdAt());
    String name = entry.name();
    if (name != null) {
      byName.computeIfPresent(
          name,
          (_, named) -> {
            named.remove(entry.createdAt());
            return named.isEmpty() ? null : named;
          });
    }
    bytes -= entry.bytes();
  }

  /**
   * Evicts a snapshot. If it was the newest with its name, the older ones lose the name too: a
   * client must not get an older model without notice.
   *
   * @return the name that leads nowhere from now on; null if there is none
   */
  @Nullable String evict(IndexEntry entry) {
    String name = entry.name();
    NavigableMap<Instant, IndexEntry> named = name == null ? null : byName.get(name);
    boolean newest = named != null && named.lastKey().equals(entry.createdAt());
    remove(entry);
    if (!newest) {
      return null;
    }
    byName.remove(name);
    return name;
  }

  /** Makes a snapshot the most recently used one; does nothing if there is none with this id. */
  void noteUse(String id) {
    IndexEntry entry = byUse.get(id);
    if (entry != null) {
      byUse.putLast(id, entry);
    }
  }

  /** The snapshot with this id. */
  @Nullable IndexEntry withId(String id) {
    return byUse.get(id);
  }

  /** The snapshot with this id, or else the newest with this name. */
  @Nullable IndexEntry newest(String idOrName) {
    IndexEntry withId = byUse.get(idOrName);
    if (withId != null) {
      return withId;
    }
    NavigableMap<Instant, IndexEntry> named = byName.get(idOrName);
    return named == null ? null : named.lastEntry().getValue();
  }

  /** The snapshots with this id, which is one, or else with this name; by creation time. */
  NavigableMap<Instant, IndexEntry> versions(String idOrName) {
    IndexEntry withId = byUse.get(idOrName);
    return withId == null
        ? byName.getOrDefault(idOrName, Collections.emptyNavigableMap())
        : new TreeMap<>(Map.of(withId.createdAt(), withId));
  }

  /** The snapshot that was not used for the longest time; there must be one. */
  IndexEntry leastRecentlyUsed() {
    return byUse.firstEntry().getValue();
  }

  /** Snapshots created before an instant, or the newest, up to a limit; newest first. */
  List<IndexEntry> before(@Nullable Instant instant, int limit) {
    NavigableMap<Instant, IndexEntry> older =
        instant == null ? byAge : byAge.headMap(instant, false);
    return older.descendingMap().values().stream().limit(limit).toList();
  }

  /** All snapshots, the least recently used first, without names that no longer lead to them. */
  List<IndexEntry> byUse() {
    return byUse.values().stream()
        .map(entry -> isNamed(entry) ? entry : entry.withoutName())
        .toList();
  }

  private boolean isNamed(IndexEntry entry) {
    NavigableMap<Instant, IndexEntry> named =
        entry.name() == null ? null : byName.get(entry.name());
    return named != null && named.containsKey(entry.createdAt());
  }

  int size() {
    return byUse.size();
  }

  /** The sum of the estimated sizes. */
  long bytes() {
    return bytes;
  }
}
