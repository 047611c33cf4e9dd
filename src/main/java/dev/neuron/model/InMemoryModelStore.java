package dev.neuron.model;

import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelsProperties.WhenFull;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps snapshots in memory, bounded in number and in estimated bytes. When it is full, the least
 * recently used go, and their ids and names are remembered for a while, or new ones are refused.
 *
 * <p>Creation times rise strictly, by a microsecond where the clock does not, so that they order
 * the snapshots and serve as the place in a list.
 */
final class InMemoryModelStore implements ModelStore {

  private final ReentrantLock lock = new ReentrantLock();
  private final SnapshotIndex snapshots = new SnapshotIndex();
  private final ModelIds ids = new ModelIds();
  private final RecentKeys evicted;
  private final ModelsProperties properties;
  private final Clock clock;
  private Instant lastCreated = Instant.EPOCH;
  private long evictions;

  InMemoryModelStore(ModelsProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
    evicted = new RecentKeys(properties.rememberEvicted());
  }

  @Override
  public void requireRoom() {
    if (properties.whenFull() == WhenFull.REJECT && count() >= properties.maxModels()) {
      throw full();
    }
  }

  @Override
  public ModelSnapshot put(Content content) {
    return locked(
        () -> {
          makeRoom(content.estimatedBytes());
          ModelSnapshot snapshot = new ModelSnapshot(ids.next(), nextCreated(), content);
          snapshots.add(snapshot);
          if (content.name() != null) {
            evicted.remove(content.name()); // from now on the name is missing only if it is deleted
          }
          return snapshot;
        });
  }

  @Override
  public ModelSnapshot get(String idOrName) {
    return locked(
        () -> {
          ModelSnapshot withId = snapshots.withId(idOrName);
          return present(withId == null ? snapshots.newestNamed(idOrName) : withId, idOrName);
        });
  }

  @Override
  public void delete(String id) {
    locked(
        () -> {
          ModelSnapshot snapshot = present(snapshots.withId(id), id);
          snapshots.remove(snapshot);
          return snapshot;
        });
  }

  @Override
  public Page list(int limit, @Nullable Instant after) {
    List<ModelSnapshot> found = locked(() -> snapshots.before(after, limit + 1));
    if (found.size() <= limit) {
      return new Page(found, null);
    }
    List<ModelSnapshot> page = found.subList(0, limit);
    return new Page(page, page.getLast().createdAt());
  }

  @Override
  public int count() {
    return locked(snapshots::size);
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
    return properties.maxSize().toBytes();
  }

  @Override
  public long evictions() {
    return locked(() -> evictions);
  }

  private void makeRoom(long needed) {
    long maxBytes = maxBytes();
    if (needed > maxBytes) {
      throw ModelStoreException.full("This model alone is larger than the whole store.");
    }
    while (snapshots.size() >= properties.maxModels() || snapshots.bytes() + needed > maxBytes) {
      if (properties.whenFull() == WhenFull.REJECT) {
        throw full();
      }
      evict(snapshots.leastRecentlyUsed());
    }
  }

  private void evict(ModelSnapshot snapshot) {
    String name = snapshots.evict(snapshot);
    evictions++;
    evicted.add(snapshot.id());
    if (name != null) {
      evicted.add(name);
    }
  }

  private ModelSnapshot present(@Nullable ModelSnapshot snapshot, String key) {
    if (snapshot == null) {
      throw evicted.contains(key) ? ModelStoreException.evicted() : ModelStoreException.notFound();
    }
    return snapshot;
  }

  private static ModelStoreException full() {
    return ModelStoreException.full(
        "The store is full and set to refuse new models; delete some first.");
  }

  private Instant nextCreated() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    lastCreated = now.isAfter(lastCreated) ? now : lastCreated.plus(1, ChronoUnit.MICROS);
    return lastCreated;
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
