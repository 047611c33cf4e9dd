package dev.neuron.model;

import dev.neuron.model.ModelsProperties.WhenFull;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which snapshots a store keeps and in which order they were used: by owner, id, name and age,
 * bounded in number and in bytes. When it is full, the least recently used of the owner who takes
 * up the most go, and their ids and names are remembered for a while, or new ones are refused. So
 * one owner's models never push out those of another who has less. Not safe for use by several
 * threads.
 */
public final class StoreIndex {

  /** The number of deleted ids that are remembered. */
  static final int REMEMBER_DELETED = 10_000;

  private final OwnedSnapshots snapshots = new OwnedSnapshots();
  private final EvictedKeyCache<OwnedKey> evicted;
  private final int rememberEvicted;
  private final EvictedKeyCache<String> deleted = new EvictedKeyCache<>(REMEMBER_DELETED);
  private Instant lastCreatedAt = Instant.EPOCH;

  /**
   * All that an index knows, to be carried elsewhere.
   *
   * @param entries of each owner in the order of use, without names that no longer lead to them
   * @param evicted in the order in which they were
   * @param deleted ids in the order in which they were; null in the state of an older version
   */
  public record State(
      List<IndexEntry> entries,
      List<OwnedKey> evicted,
      int rememberEvicted,
      Instant lastCreatedAt,
      @Nullable List<String> deleted) {}

  /**
   * What an index never exceeds.
   *
   * @param maxModels how many models there are at the most
   * @param maxBytes how much memory they take at the most
   * @param whenFull what happens to a new model when there is no room
   */
  public record Bounds(int maxModels, long maxBytes, WhenFull whenFull) {

    public static Bounds of(ModelsProperties properties) {
      return new Bounds(properties.maxModels(), properties.maxBytes(), properties.whenFull());
    }
  }

  /**
   * An empty one.
   *
   * @param rememberEvicted how many ids and names are remembered of what had to make room
   */
  public StoreIndex(int rememberEvicted) {
    this.rememberEvicted = rememberEvicted;
    evicted = new EvictedKeyCache<>(rememberEvicted);
  }

  /** One that knows what another knew. */
  public static StoreIndex of(State state) {
    StoreIndex index = new StoreIndex(state.rememberEvicted());
    state.entries().forEach(index.snapshots::add);
    state.evicted().forEach(index.evicted::add);
    index.lastCreatedAt = state.lastCreatedAt();
    if (state.deleted() != null) {
      state.deleted().forEach(index.deleted::add);
    }
    return index;
  }

  /** Its contents. */
  public State state() {
    return new State(
        snapshots.entries(), evicted.all(), rememberEvicted, lastCreatedAt, deleted.all());
  }

  /** A creation time later than all before: this one, if it is. */
  public Instant laterThanAll(Instant time) {
    return time.isAfter(lastCreatedAt) ? time : lastCreatedAt.plus(1, ChronoUnit.MICROS);
  }

  /**
   * Makes room for one more.
   *
   * @param bytes how much memory it takes
   * @return what had to go
   * @throws ModelStoreException if there is no room and none may be made
   */
  public List<IndexEntry> makeRoom(Owner owner, long bytes, Bounds bounds) {
    if (bytes > bounds.maxBytes()) {
      throw ModelStoreException.largerThanTheStore();
    }
    List<IndexEntry> gone = new ArrayList<>();
    while (snapshots.size() >= bounds.maxModels()) {
      gone.add(evict(snapshots.leastUsedOfTheMost(owner), bounds));
    }
    while (snapshots.bytes() + bytes > bounds.maxBytes()) {
      gone.add(evict(snapshots.leastUsedOfTheLargest(owner, bytes), bounds));
    }
    return gone;
  }

  private IndexEntry evict(IndexEntry entry, Bounds bounds) {
    if (bounds.whenFull() == WhenFull.REJECT) {
      throw ModelStoreException.full();
    }
    String name = snapshots.evict(entry);
    var _ = evicted.add(new OwnedKey(entry.owner(), entry.id()));
    if (name != null) {
      var _ = evicted.add(new OwnedKey(entry.owner(), name));
    }
    return entry;
  }

  /** Adds one for which there is room. */
  public void add(IndexEntry entry) {
    snapshots.add(entry);
    deleted.remove(entry.id());
    if (entry.createdAt().isAfter(lastCreatedAt)) {
      lastCreatedAt = entry.createdAt();
    }
    if (entry.name() != null) {
      // from now on the name is missing only if it is deleted
      evicted.remove(new OwnedKey(entry.owner(), entry.name()));
    }
  }

  /**
   * The owner's snapshot with this id, or else the newest with this name; counts as a use.
   *
   * @throws ModelStoreException if there is none, or if there was one and it had to make room
   */
  public IndexEntry get(Owner owner, String idOrName) {
    IndexEntry withId = snapshots.withId(owner, idOrName);
    IndexEntry found = withId == null ? snapshots.newestNamed(owner, idOrName) : withId;
    if (found == null) {
      throw missing(owner, idOrName);
    }
    return found;
  }

  /**
   * One version of what {@link #get} answers the newest of; counts as a use.
   *
   * @throws ModelStoreException as {@link #get}, or if there is no such version
   */
  public IndexEntry get(Owner owner, String idOrName, Instant createdAt) {
    versions(owner, idOrName, 1);
    IndexEntry version = snapshots.version(owner, idOrName, createdAt);
    if (version == null) {
      throw ModelStoreException.noSuchVersion();
    }
    return version;
  }

  /**
   * The versions of what {@link #get} answers the newest of, newest first; an id counts as used.
   *
   * @throws ModelStoreException as {@link #get}
   */
  public List<IndexEntry> versions(Owner owner, String idOrName, int limit) {
    List<IndexEntry> versions = snapshots.versions(owner, idOrName, limit);
    if (versions.isEmpty()) {
      throw missing(owner, idOrName);
    }
    return versions;
  }

  /**
   * Removes the owner's snapshot with this id.
   *
   * @throws ModelStoreException as {@link #get}
   */
  public IndexEntry remove(Owner owner, String id) {
    IndexEntry entry = snapshots.withId(owner, id);
    if (entry == null) {
      throw missing(owner, id);
    }
    snapshots.remove(entry);
    return entry;
  }

  /**
   * Removes a snapshot, if there is one with this id, and remembers the id as deleted.
   *
   * @return an older id that is no longer remembered; null if all are
   */
  public @Nullable String bury(String id) {
    IndexEntry entry = snapshots.withId(id);
    if (entry != null) {
      snapshots.remove(entry);
    }
    return deleted.add(id);
  }

  /** Whether an id is remembered as deleted. */
  public boolean wasDeleted(String id) {
    return deleted.contains(id);
  }

  /** A creation time that no snapshot of the owner has: this one, if that is so. */
  public Instant unlikeAll(Owner owner, Instant time) {
    List<IndexEntry> same = snapshots.before(owner, time.plus(1, ChronoUnit.MICROS), 1);
    boolean taken = !same.isEmpty() && same.getFirst().createdAt().equals(time);
    return taken ? laterThanAll(time) : time;
  }

  /** Up to a number of an owner's, created before an instant, or the newest; newest first. */
  public List<IndexEntry> before(Owner owner, @Nullable Instant instant, int limit) {
    return snapshots.before(owner, instant, limit);
  }

  /** Counts a use of the owner's snapshot with this id, if there is one. */
  public void use(Owner owner, String id) {
    snapshots.withId(owner, id);
  }

  /** Whether there is a snapshot with this id, whosever it is. */
  public boolean has(String id) {
    return snapshots.has(id);
  }

  /** Whether an id or a name is remembered as one that had to make room. */
  public boolean wasEvicted(Owner owner, String idOrName) {
    return evicted.contains(new OwnedKey(owner, idOrName));
  }

  /** How many there are of an owner. */
  public int size(Owner owner) {
    return snapshots.size(owner);
  }

  /** How many there are of all owners. */
  public int size() {
    return snapshots.size();
  }

  /** The sum of their sizes. */
  public long bytes() {
    return snapshots.bytes();
  }

  private ModelStoreException missing(Owner owner, String key) {
    return wasEvicted(owner, key) ? ModelStoreException.evicted() : ModelStoreException.notFound();
  }
}
