package dev.neuron.model;

import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelsProperties.WhenFull;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
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

  private static final float LOAD_FACTOR = 0.75f;

  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<String, ModelSnapshot> byUse =
      new LinkedHashMap<>(16, LOAD_FACTOR, true);
  private final NavigableMap<Instant, ModelSnapshot> byAge = new TreeMap<>();
  private final Map<String, NavigableMap<Instant, ModelSnapshot>> byName = new HashMap<>();
  private final RecentKeys evicted;
  private final ModelsProperties properties;
  private final Clock clock;
  private final ModelIds ids = new ModelIds();
  private Instant lastCreated = Instant.EPOCH;
  private long bytes;

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
          byUse.put(snapshot.id(), snapshot);
          byAge.put(snapshot.createdAt(), snapshot);
          if (content.name() != null) {
            byName
                .computeIfAbsent(content.name(), name -> new TreeMap<>())
                .put(snapshot.createdAt(), snapshot);
          }
          bytes += content.estimatedBytes();
          return snapshot;
        });
  }

  @Override
  public ModelSnapshot get(String idOrName) {
    return locked(
        () -> {
          NavigableMap<Instant, ModelSnapshot> named = byName.get(idOrName);
          String id =
              named == null || byUse.containsKey(idOrName)
                  ? idOrName
                  : named.lastEntry().getValue().id();
          return present(byUse.get(id), idOrName);
        });
  }

  @Override
  public void delete(String id) {
    locked(
        () -> {
          ModelSnapshot snapshot = present(byUse.get(id), id);
          remove(snapshot);
          return snapshot;
        });
  }

  @Override
  public Page list(int limit, @Nullable Instant after) {
    return locked(
        () -> {
          NavigableMap<Instant, ModelSnapshot> older =
              after == null ? byAge : byAge.headMap(after, false);
          List<ModelSnapshot> models = new ArrayList<>();
          for (ModelSnapshot snapshot : older.descendingMap().values()) {
            if (models.size() == limit) {
              return new Page(models, models.getLast().createdAt());
            }
            models.add(snapshot);
          }
          return new Page(models, null);
        });
  }

  @Override
  public int count() {
    return locked(byUse::size);
  }

  @Override
  public int capacity() {
    return properties.maxModels();
  }

  private void makeRoom(long needed) {
    long maxBytes = properties.maxSize().toBytes();
    if (needed > maxBytes) {
      throw ModelStoreException.full("This model alone is larger than the whole store.");
    }
    while (byUse.size() >= properties.maxModels() || bytes + needed > maxBytes) {
      if (properties.whenFull() == WhenFull.REJECT) {
        throw full();
      }
      ModelSnapshot leastRecentlyUsed = byUse.values().iterator().next();
      remove(leastRecentlyUsed);
      evicted.add(leastRecentlyUsed.id());
      String name = leastRecentlyUsed.content().name();
      if (name != null) {
        evicted.add(name);
      }
    }
  }

  private void remove(ModelSnapshot snapshot) {
    byUse.remove(snapshot.id());
    byAge.remove(snapshot.createdAt());
    bytes -= snapshot.content().estimatedBytes();
    String name = snapshot.content().name();
    if (name != null) {
      byName.computeIfPresent(
          name,
          (_, named) -> {
            named.remove(snapshot.createdAt());
            return named.isEmpty() ? null : named;
          });
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
