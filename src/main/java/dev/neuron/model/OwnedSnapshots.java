package dev.neuron.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An index of snapshots for each owner that has any, with the totals over all of them. Not safe for
 * use by several threads.
 */
final class OwnedSnapshots {

  private final Map<Owner, SnapshotIndex> byOwner = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private long bytes;

  void add(IndexEntry entry) {
    ids.add(entry.id());
    byOwner.computeIfAbsent(entry.owner(), _ -> new SnapshotIndex()).add(entry);
    bytes += entry.bytes();
  }

  void remove(IndexEntry entry) {
    index(entry).remove(entry);
    leave(entry);
  }

  /** As {@link SnapshotIndex#evict}. */
  @Nullable String evict(IndexEntry entry) {
    String name = index(entry).evict(entry);
    leave(entry);
    return name;
  }

  /** The owner's snapshot with this id; counts as a use. */
  @Nullable IndexEntry withId(Owner owner, String id) {
    SnapshotIndex index = byOwner.get(owner);
    return index == null ? null : index.withId(id);
  }

  /** The owner's newest snapshot with this name; counts as a use. */
  @Nullable IndexEntry newestNamed(Owner owner, String name) {
    SnapshotIndex index = byOwner.get(owner);
    return index == null ? null : index.newestNamed(name);
  }

  /** As {@link SnapshotIndex#version}, of one owner. */
  @Nullable IndexEntry version(Owner owner, String idOrName, Instant createdAt) {
    SnapshotIndex index = byOwner.get(owner);
    return index == null ? null : index.version(idOrName, createdAt);
  }

  /** As {@link SnapshotIndex#versions}, of one owner. */
  List<IndexEntry> versions(Owner owner, String idOrName, int limit) {
    SnapshotIndex index = byOwner.get(owner);
    return index == null ? List.of() : index.versions(idOrName, limit);
  }

  /** As {@link SnapshotIndex#before}, of one owner. */
  List<IndexEntry> before(Owner owner, @Nullable Instant instant, int limit) {
    SnapshotIndex index = byOwner.get(owner);
    return index == null ? List.of() : index.before(instant, limit);
  }

  /** The least recently used snapshot of the owner with the most of them; there must be one. */
  IndexEntry leastUsedOfTheMost(Owner growing) {
    return leastUsedOfTheLargest(growing, 1, SnapshotIndex::size);
  }

  /**
   * The least recently used snapshot of the owner whose snapshots are the largest together; there
   * must be one.
   *
   * @param growing an owner who counts as having so much more
   */
  IndexEntry leastUsedOfTheLargest(Owner growing, long more) {
    return leastUsedOfTheLargest(growing, more, SnapshotIndex::bytes);
  }

  private IndexEntry leastUsedOfTheLargest(
      Owner growing, long more, ToLongFunction<SnapshotIndex> measure) {
    return byOwner.entrySet().stream()
        .max(
            Comparator.comparingLong(
                entry ->
                    measure.applyAsLong(entry.getValue())
                        + (entry.getKey().equals(growing) ? more : 0)))
        .orElseThrow()
        .getValue()
        .leastRecentlyUsed();
  }

  int size(Owner owner) {
    SnapshotIndex index = byOwner.get(owner);
    return index == null ? 0 : index.size();
  }

  /** How many there are of all owners. */
  int size() {
    return ids.size();
  }

  /** The snapshot with this id, whosever it is. */
  @Nullable IndexEntry withId(String id) {
    return has(id)
        ? byOwner.values().stream()
            .map(index -> index.withId(id))
            .filter(Objects::nonNull)
            .findAny()
            .orElseThrow()
        : null;
  }

  /** Whether there is one with this id, whosever it is. */
  boolean has(String id) {
    return ids.contains(id);
  }

  /**
   * All there are, of each owner in the order of use, without names that no longer lead to them.
   */
  List<IndexEntry> entries() {
    return byOwner.values().stream().flatMap(index -> index.byUse().stream()).toList();
  }

  /** The sum of the sizes of all owners' snapshots, as they estimate them. */
  long bytes() {
    return bytes;
  }

  private SnapshotIndex index(IndexEntry entry) {
    return Objects.requireNonNull(byOwner.get(entry.owner()));
  }

  private void leave(IndexEntry entry) {
    byOwner.computeIfPresent(entry.owner(), (_, index) -> index.size() == 0 ? null : index);
    ids.remove(entry.id());
    bytes -= entry.bytes();
  }
}
