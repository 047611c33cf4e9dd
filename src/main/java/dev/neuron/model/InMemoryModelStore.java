package dev.neuron.model;

import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelsProperties.WhenFull;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps snapshots in memory, bounded in number and in estimated bytes. When it is full, the least
 * recently used of the owner who takes up the most go, and their ids and names are remembered for a
 * while, or new ones are refused. So one owner's models never push out those of another who has
 * less.
 */
final class InMemoryModelStore implements ModelStore {

  private final ReentrantLock lock = new ReentrantLock();
  private final OwnedSnapshots snapshots = new OwnedSnapshots();
  private final ModelIds ids = new ModelIds();
  private final RecentKeys<Key> evicted;
  private final ModelsProperties properties;
  private final CreationTimes times;
  private long evictions;

  /** An id or a name, which means something to its owner only. */
  private record Key(Owner owner, String idOrName) {}

  InMemoryModelStore(ModelsProperties properties, Clock clock) {
    this.properties = properties;
    times = new CreationTimes(clock);
    evicted = new RecentKeys<>(properties.rememberEvicted());
  }

  @Override
  public void requireRoom() {
    if (properties.whenFull() == WhenFull.REJECT
        && locked(snapshots::size) >= properties.maxModels()) {
      throw ModelStoreException.full();
    }
  }

  @Override
  public ModelSnapshot put(Content content) {
    return locked(
        () -> {
          makeRoom(content.owner(), content.estimatedBytes());
          ModelSnapshot snapshot = new ModelSnapshot(ids.next(), times.next(), content);
          snapshots.add(snapshot);
          if (content.name() != null) {
            // from now on the name is missing only if it is deleted
            evicted.remove(new Key(content.owner(), content.name()));
          }
          return snapshot;
        });
  }

  @Override
  public ModelSnapshot get(Owner owner, String idOrName) {
    return locked(
        () -> {
          ModelSnapshot withId = snapshots.withId(owner, idOrName);
          return present(
              withId == null ? snapshots.newestNamed(owner, idOrName) : withId, owner, idOrName);
        });
  }

  @Override
  public ModelSnapshot get(Owner owner, String idOrName, Instant createdAt) {
    return locked(
        () -> {
          present(snapshots.versions(owner, idOrName, 1), owner, idOrName);
          ModelSnapshot version = snapshots.version(owner, idOrName, createdAt);
          if (version == null) {
            throw ModelStoreException.noSuchVersion();
          }
          return version;
        });
  }

  @Override
  public List<ModelSnapshot> versions(Owner owner, String idOrName, int limit) {
    return locked(() -> present(snapshots.versions(owner, idOrName, limit), owner, idOrName));
  }

  @Override
  public void delete(Owner owner, String id) {
    locked(
        () -> {
          ModelSnapshot snapshot = present(snapshots.withId(owner, id), owner, id);
          snapshots.remove(snapshot);
          return snapshot;
        });
  }

  @Override
  public Page list(Owner owner, int limit, @Nullable Instant after) {
    List<ModelSnapshot> found = locked(() -> snapshots.before(owner, after, limit + 1));
    if (found.size() <= limit) {
      return new Page(found, null);
    }
    List<ModelSnapshot> page = found.subList(0, limit);
    return new Page(page, page.getLast().createdAt());
  }

  @Override
  public int total() {
    return locked(snapshots::size);
  }

  @Override
  public int count(Owner owner) {
    return locked(() -> snapshots.size(owner));
  }

  @Override
  public int capacity() {
    return properties.maxModels();
  }

  @Override
  public long bytes() {
    return locked(snapshots::bytes);
  }

  @Override
  public long maxBytes() {
    return properties.maxBytes();
  }

  @Override
  public long evictions() {
    return locked(() -> evictions);
  }

  private void makeRoom(Owner owner, long needed) {
    long maxBytes = maxBytes();
    if (needed > maxBytes) {
      throw ModelStoreException.largerThanTheStore();
    }
    while (snapshots.size() >= properties.maxModels()) {
      evict(snapshots.leastUsedOfTheMost(owner));
    }
    while (snapshots.bytes() + needed > maxBytes) {
      evict(snapshots.leastUsedOfTheLargest(owner, needed));
    }
  }

  private void evict(ModelSnapshot snapshot) {
    if (properties.whenFull() == WhenFull.REJECT) {
      throw ModelStoreException.full();
    }
    Owner owner = snapshot.content().owner();
    String name = snapshots.evict(snapshot);
    evictions++;
    evicted.add(new Key(owner, snapshot.id()));
    if (name != null) {
      evicted.add(new Key(owner, name));
    }
  }

  private ModelSnapshot present(@Nullable ModelSnapshot snapshot, Owner owner, String key) {
    if (snapshot == null) {
      throw missing(owner, key);
    }
    return snapshot;
  }

  private List<ModelSnapshot> present(List<ModelSnapshot> versions, Owner owner, String key) {
    if (versions.isEmpty()) {
      throw missing(owner, key);
    }
    return versions;
  }

  private ModelStoreException missing(Owner owner, String key) {
    return evicted.contains(new Key(owner, key))
        ? ModelStoreException.evicted()
        : ModelStoreException.notFound();
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
