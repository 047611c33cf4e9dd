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
 * Snapshots by id in the order of their use, by age, and by name; with the sum of their sizes.
 * Creation times must differ. Not safe for use by several threads.
 */
final class SnapshotIndex {

  private static final int FIRST_CAPACITY = 16;
  private static final float LOAD_FACTOR = 0.75f;

  private final LinkedHashMap<String, IndexEntry> byUse =
      new LinkedHashMap<>(FIRST_CAPACITY, LOAD_FACTOR, true);
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
   * Removes a snapshot that has to make room. If it was the newest with its name, older ones lose
   * the name with it: a client must not get an older model without notice.
   *
   * @return the name that is gone, if any
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

  /** The snapshot with this id; counts as a use. */
  @Nullable IndexEntry withId(String id) {
    return byUse.get(id);
  }

  /** The newest snapshot with this name; counts as a use. */
  @Nullable IndexEntry newestNamed(String name) {
    NavigableMap<Instant, IndexEntry> named = byName.get(name);
    return named == null ? null : byUse.get(named.lastEntry().getValue().id());
  }

  /** The snapshot with this id or name that was created at this time; counts as a use. */
  @Nullable IndexEntry version(String idOrName, Instant createdAt) {
    IndexEntry version = versions(idOrName).get(createdAt);
    return version == null ? null : byUse.get(version.id());
  }

  /**
   * Up to a number of snapshots with this id, or else with this name, newest first; an id counts as
   * used.
   */
  List<IndexEntry> versions(String idOrName, int limit) {
    return versions(idOrName).descendingMap().values().stream().limit(limit).toList();
  }

  private NavigableMap<Instant, IndexEntry> versions(String idOrName) {
    IndexEntry withId = byUse.get(idOrName);
    return withId == null
        ? byName.getOrDefault(idOrName, Collections.emptyNavigableMap())
        : new TreeMap<>(Map.of(withId.createdAt(), withId));
  }

  /** The one that was not used for the longest time; there must be one. */
  IndexEntry leastRecentlyUsed() {
    return byUse.firstEntry().getValue();
  }

  /** Up to a number of snapshots created before an instant, or the newest; newest first. */
  List<IndexEntry> before(@Nullable Instant instant, int limit) {
    NavigableMap<Instant, IndexEntry> older =
        instant == null ? byAge : byAge.headMap(instant, false);
    return older.descendingMap().values().stream().limit(limit).toList();
  }

  /** All of them, the least recently used first, without names that no longer lead to them. */
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

  /** The sum of their sizes, as they estimate them. */
  long bytes() {
    return bytes;
  }
}
