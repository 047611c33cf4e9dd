package dev.neuron.cluster;

import com.hazelcast.core.HazelcastInstance;
import dev.neuron.model.BoundedModelStore;
import dev.neuron.model.ContentMemory;
import dev.neuron.model.CreationTimes;
import dev.neuron.model.IndexEntry;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelStoreException.Kind;
import dev.neuron.model.ModelSummary;
import dev.neuron.model.ModelsProperties;
import dev.neuron.model.OwnedKey;
import dev.neuron.model.Owner;
import dev.neuron.model.StoreBounds;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps snapshots in the memory of all members; every member serves all of them. A snapshot that
 * was put survives the loss of a member, and of another once the copies are made again.
 *
 * <p>Bytes are put before their id is in the index and removed after it: a reader that finds an id
 * in the index finds its bytes.
 */
final class ClusterModelStore extends BoundedModelStore {

  private final IndexAccess index;
  private final SharedContents contents;
  private final SnapshotReader reader;
  private final StoreBounds bounds;
  private final CreationTimes times;
  private final LastUsedBuffer uses = new LastUsedBuffer();
  private final Quorum quorum;
  private final Reconciliation reconciliation;
  private final ContentMemory memory;
  private final LongAdder evictions = new LongAdder();

  /**
   * The store of the cluster that this member belongs to.
   *
   * @param key of its index: another key is another store
   * @param memory for the contents that this member reads and writes
   */
  ClusterModelStore(
      HazelcastInstance member,
      String key,
      ModelsProperties properties,
      Clock clock,
      Certainty certainty,
      ContentMemory memory) {
    super(properties);
    this.memory = memory;
    quorum = certainty.quorum();
    index =
        new IndexAccess(
            member.getMap(MemberConfig.INDEX), key, properties.rememberEvicted(), certainty);
    contents =
        new SharedContents(
            member.getMap(MemberConfig.MODELS), ModelsProperties.inMemory(properties.maxSize()));
    reader = new SnapshotReader(index, contents, memory, certainty);
    bounds = StoreBounds.of(properties);
    times = new CreationTimes(clock);
    reconciliation = new Reconciliation(index::make, contents, bounds, quorum);
  }

  @Override
  public void requireRoom() {
    quorum.require();
    super.requireRoom();
  }

  @Override
  public ModelSnapshot put(String id, Content content) {
    ModelSnapshot proposed = new ModelSnapshot(id, times.next(), content);
    if (content.estimatedBytes() > maxBytes()) {
      throw ModelStoreException.largerThanTheStore();
    }
    quorum.require();
    share(proposed);
    IndexAnswer answer;
    List<OwnedKey> used = uses.take();
    try {
      answer = index.make(new IndexStep.Put(IndexEntry.of(proposed), bounds, used));
    } catch (ModelStoreException e) {
      if (e.kind() != Kind.UNAVAILABLE) { // then the index may know the snapshot
        contents.remove(List.of(IndexEntry.of(proposed)));
      }
      throw e;
    }
    ModelSnapshot put =
        new ModelSnapshot(proposed.id(), answer.entries().getFirst().createdAt(), content);
    if (!put.createdAt().equals(proposed.createdAt())) {
      share(put); // put before under this id, or another in the same microsecond
    }
    evictions.add(answer.gone().size());
    contents.remove(answer.gone());
    return put;
  }

  private void share(ModelSnapshot snapshot) {
    memory.run(snapshot.content().estimatedBytes(), () -> contents.put(snapshot));
  }

  @Override
  public ModelSnapshot get(Owner owner, String idOrName, LongConsumer reserve) {
    ModelSnapshot found = get(owner, idOrName);
    reserve.accept(found.content().estimatedBytes());
    return found;
  }

  /** Asks the index only for snapshots that this member has not read before. */
  @Override
  public ModelSnapshot get(Owner owner, String idOrName) {
    ModelSnapshot known = contents.known(idOrName);
    if (known != null
        && known.content().owner().equals(owner)
        && memory.with(known.content().estimatedBytes(), () -> contents.get(idOrName)) != null) {
      uses.add(new OwnedKey(owner, known.id()));
      return known;
    }
    return reader.find(owner, idOrName, null);
  }

  @Override
  public ModelSnapshot get(Owner owner, String idOrName, Instant createdAt) {
    return reader.find(owner, idOrName, createdAt);
  }

  @Override
  public List<ModelSummary> versions(Owner owner, String idOrName, int limit) {
    return reader.summaries(index.make(new IndexStep.Versions(owner, idOrName, limit)).entries());
  }

  @Override
  public void delete(Owner owner, String id) {
    IndexEntry entry = index.make(new IndexStep.Get(owner, id, null)).entries().getFirst();
    if (!entry.id().equals(id)) { // a name
      throw ModelStoreException.notFound();
    }
    reconciliation.bury(List.of(id));
  }

  @Override
  public Page list(Owner owner, int limit, @Nullable Instant after) {
    List<IndexEntry> found = index.make(new IndexStep.Before(owner, after, limit + 1)).entries();
    boolean isLast = found.size() <= limit;
    List<IndexEntry> page = isLast ? found : found.subList(0, limit);
    return new Page(reader.summaries(page), isLast ? null : page.getLast().createdAt());
  }

  @Override
  public int count(Owner owner) {
    return index.make(new IndexStep.Total(owner)).models();
  }

  @Override
  public int total() {
    return index.make(new IndexStep.Total(null)).models();
  }

  @Override
  public long bytes() {
    return index.make(new IndexStep.Total(null)).bytes();
  }

  @Override
  public long evictions() {
    return evictions.sum();
  }

  @Override
  public List<String> damaged() {
    return contents.damaged();
  }

  /** Makes the first changes, without effect, which take half a second longer than later ones. */
  void warmUp() {
    if (quorum.isMet()) {
      contents.warmUp();
      index.make(new IndexStep.Use(List.of()));
    }
  }

  /** Notes in the index what was used on this member, so that others evict something else. */
  void publishUses() {
    List<OwnedKey> used = quorum.isMet() ? uses.take() : List.of();
    if (!used.isEmpty()) {
      index.make(new IndexStep.Use(used));
    }
  }

  /** Reunites this store with the part of a cluster that was split from it. */
  Reconciliation reconciliation() {
    return reconciliation;
  }
}
