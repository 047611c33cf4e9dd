package dev.neuron.model.jdbc;

import dev.neuron.model.BoundedModelStore;
import dev.neuron.model.ContentMemory;
import dev.neuron.model.CreationTimes;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelSummary;
import dev.neuron.model.ModelsProperties;
import dev.neuron.model.Owner;
import dev.neuron.model.SnapshotCodec;
import dev.neuron.model.jdbc.KeptModels.Located;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps snapshots in a database, as {@link ModelStore} says, whichever of the services asks that
 * share it. What was put is there even if the service is killed the moment after.
 */
final class JdbcModelStore extends BoundedModelStore {

  private final Database database;
  private final StorageSpace space;
  private final ContentMemory memory = new ContentMemory();
  private final KeptModels models;
  private final Summaries summaries;
  private final Totals totals;
  private final EvictedKeys evicted;
  private final SnapshotTable table;
  private final CreationTimes times;
  private final LastUsedBuffer uses;
  private final LongAdder evictions = new LongAdder();

  /**
   * The store of this database.
   *
   * @param cacheBytes how much memory the snapshots may take that were read, estimated
   * @param disk the room on the disk of the database
   */
  JdbcModelStore(
      Database database, ModelsProperties properties, long cacheBytes, Clock clock, DiskRoom disk) {
    super(properties);
    this.database = database;
    space = new StorageSpace(disk, database);
    models = new KeptModels(database.sql(), memory, cacheBytes);
    summaries = new Summaries(database, models, space);
    totals = new Totals(database.sql());
    evicted = new EvictedKeys(database.sql(), properties.rememberEvicted());
    table = new SnapshotTable(database.sql(), totals, evicted, properties);
    times = new CreationTimes(clock);
    uses = new LastUsedBuffer(times);
  }

  @Override
  public void requireRoom() {
    space.requireFor(0);
    super.requireRoom();
  }

  @Override
  public ModelSnapshot put(String id, Content content) {
    if (content.estimatedBytes() > maxBytes()) {
      throw ModelStoreException.largerThanTheStore();
    }
    Optional<ModelSnapshot> added = memory.with(content.estimatedBytes(), () -> added(id, content));
    added.ifPresent(models::remember);
    return added.orElseGet(() -> get(content.owner(), id));
  }

  /** Adds a snapshot, unless there is one with this id. */
  private Optional<ModelSnapshot> added(String id, Content content) {
    byte[] encoded = SnapshotCodec.encode(content);
    space.requireFor(encoded.length);
    return database.change(
        encoded.length,
        last ->
            models.withId(id).isPresent()
                ? Optional.empty()
                : Optional.of(add(new ModelSnapshot(id, times.nextAfter(last), content), encoded)));
  }

  private ModelSnapshot add(ModelSnapshot added, byte[] encoded) {
    uses.write(database.jdbc());
    List<String> evictedIds =
        table.makeRoom(added.content().owner(), added.content().estimatedBytes());
    table.add(added, encoded);
    summaries.add(ModelSummary.of(added));
    evictedIds.forEach(models::forget);
    evictions.add(evictedIds.size());
    return added;
  }

  @Override
  public ModelSnapshot get(Owner owner, String idOrName, LongConsumer reserve) {
    return database.read(
        () -> {
          Located located = located(owner, idOrName);
          reserve.accept(located.bytes());
          return used(owner, idOrName, located);
        });
  }

  @Override
  public ModelSnapshot get(Owner owner, String idOrName, Instant createdAt) {
    return database.read(
        () -> {
          Located newest = located(owner, idOrName);
          Optional<Located> version =
              newest.isById() || newest.createdAt().equals(createdAt)
                  ? Optional.of(newest).filter(found -> found.createdAt().equals(createdAt))
                  : models.named(owner, idOrName, createdAt);
          return used(owner, idOrName, version.orElseThrow(ModelStoreException::noSuchVersion));
        });
  }

  @Override
  public List<ModelSummary> versions(Owner owner, String idOrName, int limit) {
    return database.read(
        () -> {
          Located newest = located(owner, idOrName);
          if (!newest.isById()) {
            return summaries.named(owner, idOrName, limit);
          }
          uses.note(newest.id());
          return summaries.withId(newest.id());
        });
  }

  @Override
  public void delete(Owner owner, String id) {
    space.requireForDeletion();
    boolean found = database.change(0, _ -> table.remove(owner, id));
    models.forget(id);
    if (!found) {
      throw database.read(() -> missing(owner, id));
    }
  }

  @Override
  public Page list(Owner owner, int limit, @Nullable Instant after) {
    return database.read(() -> summaries.before(owner, after, limit));
  }

  @Override
  public int count(Owner owner) {
    return database.read(() -> Math.toIntExact(totals.of(owner).models()));
  }

  @Override
  public int total() {
    return database.read(() -> Math.toIntExact(totals.ofAll().models()));
  }

  @Override
  public long bytes() {
    return database.read(() -> totals.ofAll().bytes());
  }

  @Override
  public long evictions() {
    return evictions.sum();
  }

  @Override
  public List<String> damaged() {
    return models.damaged();
  }

  /** Writes which snapshots were used, so that other services that make room know. */
  void writeUses() {
    if (!uses.areWritten() && space.isAmple()) {
      database.change(
          0,
          _ -> {
            uses.write(database.jdbc());
            return true;
          });
    }
  }

  private Located located(Owner owner, String idOrName) {
    return models.newest(owner, idOrName).orElseThrow(() -> missing(owner, idOrName));
  }

  private ModelSnapshot used(Owner owner, String idOrName, Located located) {
    uses.note(located.id());
    return models.snapshot(located).orElseThrow(() -> missing(owner, idOrName));
  }

  private ModelStoreException missing(Owner owner, String idOrName) {
    return evicted.contains(owner, idOrName)
        ? ModelStoreException.evicted()
        : ModelStoreException.notFound();
  }
}
