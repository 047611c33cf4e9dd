package dev.neuron.model;

import dev.neuron.model.ModelSnapshot.Content;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps snapshots in the memory of this process, indexed and bounded by a {@link StoreIndex}. */
final class InMemoryModelStore extends BoundedModelStore {

  private final ReentrantLock lock = new ReentrantLock();
  private final StoreIndex index;
  private final Map<String, ModelSnapshot> snapshots = new HashMap<>();
  private final ModelsProperties properties;
  private final CreationTimes times;
  private long evictions;

  InMemoryModelStore(ModelsProperties properties, Clock clock) {
    super(properties);
    this.properties = properties;
    times = new CreationTimes(clock);
    index = new StoreIndex(properties.rememberEvicted());
  }

  @Override
  public ModelSnapshot put(String id, Content content) {
    return locked(
        () -> {
          ModelSnapshot present = snapshots.get(id);
          if (present != null) {
            return present;
          }
          List<IndexEntry> evicted =
              StoreBounds.of(properties).makeRoom(index, content.owner(), content.estimatedBytes());
          evicted.forEach(entry -> snapshots.remove(entry.id()));
          evictions += evicted.size();
          ModelSnapshot snapshot = new ModelSnapshot(id, times.next(), content);
          index.add(IndexEntry.of(snapshot));
          snapshots.put(snapshot.id(), snapshot);
          return snapshot;
        });
  }

  @Override
  public ModelSnapshot get(Owner owner, String idOrName, LongConsumer reserve) {
    ModelSnapshot found = locked(() -> used(index.find(owner, idOrName)));
    reserve.accept(found.content().estimatedBytes());
    return found;
  }

  @Override
  public ModelSnapshot get(Owner owner, String idOrName, Instant createdAt) {
    return locked(
        () -> {
          index.noteUse(owner, idOrName); // an id, even if it has no such version
          return used(index.find(owner, idOrName, createdAt));
        });
  }

  @Override
  public List<ModelSummary> versions(Owner owner, String idOrName, int limit) {
    return locked(
        () -> {
          index.noteUse(owner, idOrName); // an id; names do not count
          return summaries(index.versions(owner, idOrName, limit));
        });
  }

  @Override
  public void delete(Owner owner, String id) {
    locked(() -> snapshots.remove(index.remove(owner, id).id()));
  }

  @Override
  public Page list(Owner owner, int limit, @Nullable Instant after) {
    return Page.of(locked(() -> summaries(index.before(owner, after, limit + 1))), limit);
  }

  @Override
  public int total() {
    return locked(index::size);
  }

  @Override
  public int count(Owner owner) {
    return locked(() -> index.size(owner));
  }

  @Override
  public long bytes() {
    return locked(index::bytes);
  }

  @Override
  public long evictions() {
    return locked(() -> evictions);
  }

  private ModelSnapshot used(IndexEntry entry) {
    index.noteUse(entry.owner(), entry.id());
    return snapshot(entry);
  }

  private List<ModelSummary> summaries(List<IndexEntry> entries) {
    return entries.stream().map(this::snapshot).map(ModelSummary::of).toList();
  }

  private ModelSnapshot snapshot(IndexEntry entry) {
    return Objects.requireNonNull(snapshots.get(entry.id()));
  }

  private <T extends @Nullable Object> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
