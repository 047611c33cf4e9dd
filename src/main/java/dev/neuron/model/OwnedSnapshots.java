package dev.neuron.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An index of snapshots for each owner that has any, with the totals over all of them. Not safe for
 * use by several threads.
 */
final class OwnedSnapshots {

  private final Map<Owner, SnapshotIndex> byOwner = new HashMap<>();
  private int size;
  private long bytes;

  void add(ModelSnapshot snapshot) {
    byOwner.computeIfAbsent(snapshot.content().owner(), _ -> new SnapshotIndex()).add(snapshot);
    count(snapshot, 1);
  }

  void remove(ModelSnapshot snapshot) {
    index(snapshot).remove(snapshot);
    leave(snapshot);
  }

  /** As {@link SnapshotIndex#evict}. */
  @Nullable String evict(ModelSnapshot snapshot) {
    String name = index(snapshot).evict(snapshot);
    leave(snapshot);
    return name;
  }

  /** The owner's snapshot with this id; counts as a use. */
  @Nullable ModelSnapshot withId(Owner owner, String id) {
    SnapshotIndex index = byOwner.get(owner);
    return index == null ? null : index.withId(id);
  }

  /** The owner's newest snapshot with this name; counts as a use. */
  @Nullable ModelSnapshot newestNamed(Owner owner, String name) {
    SnapshotIndex index = byOwner.get(owner);
    return index == null ? null : index.newestNamed(name);
  }

  /** As {@link SnapshotIndex#version}, of one owner. */
  @Nullable ModelSnapshot version(Owner owner, String idOrName, Instant createdAt) {
    SnapshotIndex index = byOwner.get(owner);
    return index == null ? null : index.version(idOrName, createdAt);
  }

  /** As {@link SnapshotIndex#versions}, of one owner. */
  List<ModelSnapshot> versions(Owner owner, String idOrName, int limit) {
    SnapshotIndex index = byOwner.get(owner);
    return index == null ? List.of() : index.versions(idOrName, limit);
  }

  /** As {@link SnapshotIndex#before}, of one owner. */
  List<ModelSnapshot> before(Owner owner, @Nullable Instant instant, int limit) {
    SnapshotIndex index = byOwner.get(owner);
    return index == null ? List.of() : index.before(instant, limit);
  }

  /** The least recently used snapshot of the owner with the most of them; there must be one. */
  ModelSnapshot leastUsedOfTheMost(Owner growing) {
    return leastUsedOfTheLargest(growing, 1, SnapshotIndex::size);
  }

  /**
   * The least recently used snapshot of the owner whose snapshots are the largest together; there
   * must be one.
   *
   * @param growing an owner who counts as having so much more
   */
  ModelSnapshot leastUsedOfTheLargest(Owner growing, long more) {
    return leastUsedOfTheLargest(growing, more, SnapshotIndex::bytes);
  }

  private ModelSnapshot leastUsedOfTheLargest(
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
    return size;
  }

  /** The sum of the sizes of all owners' snapshots, as they estimate them. */
  long bytes() {
    return bytes;
  }

  private SnapshotIndex index(ModelSnapshot snapshot) {
    return Objects.requireNonNull(byOwner.get(snapshot.content().owner()));
  }

  private void leave(ModelSnapshot snapshot) {
    byOwner.computeIfPresent(
        snapshot.content().owner(), (_, index) -> index.size() == 0 ? null : index);
    count(snapshot, -1);
  }

  private void count(ModelSnapshot snapshot, int sign) {
    size += sign;
    bytes += sign * snapshot.content().estimatedBytes();
  }
}
