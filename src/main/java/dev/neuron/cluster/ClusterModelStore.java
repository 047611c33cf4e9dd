package dev.neuron.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.neuron.model.BoundedModelStore;
import dev.neuron.model.ContentMemory;
import dev.neuron.model.CreationTimes;
import dev.neuron.model.IndexEntry;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelStoreException.Kind;
import dev.neuron.model.ModelSummary;
import dev.neuron.model.ModelsProperties;
import dev.neuron.model.OwnedKey;
import dev.neuron.model.Owner;
import dev.neuron.model.StoreBounds;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps snapshots in the memory of all members, as {@link ModelStore} says, whichever of them is
 * asked. What was put is there when a member is lost, and another once the copies are made again.
 *
 * <p>Bytes are put before the index knows of them and removed after: a reader that finds an id in
 * the index finds its bytes.
 */
final class ClusterModelStore extends BoundedModelStore {

  private final IMap<String, SharedIndex> index;
  private final String key;
  private final SharedContents contents;
  private final ModelsProperties properties;
  private final StoreBounds bounds;
  private final CreationTimes times;
  private final LastUsedBuffer uses = new LastUsedBuffer();
  private final Quorum quorum;
  private final Certainty certainty;
  private final Reconciliation reconciliation;
  private final ContentMemory memory;
  private final LongAdder evictions = new LongAdder();

  /**
   * A store of the cluster that this member belongs to.
   *
   * @param key of its index: what has another key is another store
   * @param memory in which this member reads and writes contents
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
    this.certainty = certainty;
    quorum = certainty.quorum();
    this.key = key;
    index = member.getMap(MemberConfig.INDEX);
    contents =
        new SharedContents(
            member.getMap(MemberConfig.MODELS), ModelsProperties.inMemory(properties.maxSize()));
    this.properties = properties;
    bounds = StoreBounds.of(properties);
    times = new CreationTimes(clock);
    reconciliation = new Reconciliation(this::ask, contents, bounds, quorum);
  }

  /**
   * What a step on the index answers.
   *
   * @throws ModelStoreException if it cannot be made, or the cluster does not answer
   */
  IndexAnswer ask(IndexStep step) {
    IndexStepProcessor processor = new IndexStepProcessor(step, properties.rememberEvicted());
    Supplier<IndexAnswer> asked = () -> index.executeOnKey(key, processor);
    IndexAnswer answer = Retries.of(step.changes() ? quorum.guarded(asked) : asked);
    Kind refusal = answer.refusal();
    if (refusal != null) {
      if (refusal == Kind.NOT_FOUND || refusal == Kind.NO_SUCH_VERSION) {
        certainty.require(); // others may have it
      }
      throw ModelStoreException.of(refusal);
    }
    return answer;
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
      answer = ask(new IndexStep.Put(IndexEntry.of(proposed), bounds, used));
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

  /** Asks the index only for what this member has not read before. */
  @Override
  public ModelSnapshot get(Owner owner, String idOrName) {
    ModelSnapshot known = contents.known(idOrName);
    if (known != null
        && known.content().owner().equals(owner)
        && memory.with(known.content().estimatedBytes(), () -> contents.get(idOrName)) != null) {
      uses.add(new OwnedKey(owner, known.id()));
      return known;
    }
    return found(owner, idOrName, null);
  }

  @Override
  public ModelSnapshot get(Owner owner, String idOrName, Instant createdAt) {
    return found(owner, idOrName, createdAt);
  }

  private ModelSnapshot found(Owner owner, String idOrName, @Nullable Instant createdAt) {
    IndexEntry entry = ask(new IndexStep.Get(owner, idOrName, createdAt)).entries().getFirst();
    ModelSnapshot snapshot = content(entry);
    if (snapshot == null) {
      forget(entry);
      return found(owner, idOrName, createdAt);
    }
    return snapshot;
  }

  private @Nullable ModelSnapshot content(IndexEntry entry) {
    return memory.with(
        entry.bytes(),
        () -> {
          ModelSnapshot snapshot = contents.get(entry.id());
          return snapshot == null ? contents.getFromItsPlace(entry.id()) : snapshot;
        });
  }

  /** Removes what was lost with all its copies, or is gone since it was asked for. */
  private void forget(IndexEntry entry) {
    certainty.require(); // others may have it
    try {
      ask(new IndexStep.Remove(entry.owner(), entry.id()));
    } catch (ModelStoreException e) {
      if (e.kind() == Kind.UNAVAILABLE) {
        throw e;
      }
    }
  }

  @Override
  public List<ModelSummary> versions(Owner owner, String idOrName, int limit) {
    return summaries(ask(new IndexStep.Versions(owner, idOrName, limit)).entries());
  }

  @Override
  public void delete(Owner owner, String id) {
    IndexEntry entry = ask(new IndexStep.Get(owner, id, null)).entries().getFirst();
    if (!entry.id().equals(id)) { // a name
      throw ModelStoreException.notFound();
    }
    reconciliation.bury(List.of(id));
  }

  @Override
  public Page list(Owner owner, int limit, @Nullable Instant after) {
    List<IndexEntry> found = ask(new IndexStep.Before(owner, after, limit + 1)).entries();
    boolean isLast = found.size() <= limit;
    List<IndexEntry> page = isLast ? found : found.subList(0, limit);
    return new Page(summaries(page), isLast ? null : page.getLast().createdAt());
  }

  /** Reads one content after the other, so that no more than one is held for the list. */
  private List<ModelSummary> summaries(List<IndexEntry> entries) {
    List<ModelSummary> summaries = new ArrayList<>(entries.size());
    for (IndexEntry entry : entries) {
      summary(entry).ifPresent(summaries::add);
    }
    return summaries;
  }

  private Optional<ModelSummary> summary(IndexEntry entry) {
    try {
      return Optional.ofNullable(content(entry)).map(ModelSummary::of);
    } catch (ModelStoreException e) {
      if (e.kind() == ModelStoreException.Kind.DAMAGED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public int count(Owner owner) {
    return ask(new IndexStep.Total(owner)).models();
  }

  @Override
  public int total() {
    return ask(new IndexStep.Total(null)).models();
  }

  @Override
  public long bytes() {
    return ask(new IndexStep.Total(null)).bytes();
  }

  @Override
  public long evictions() {
    return evictions.sum();
  }

  @Override
  public List<String> damaged() {
    return contents.damaged();
  }

  /** Does once, for nothing, what would take the first who puts a model half a second longer. */
  void warmUp() {
    if (quorum.isMet()) {
      contents.warmUp();
      ask(new IndexStep.Use(List.of()));
    }
  }

  /** Tells the index what was used here, so that others who make room know. */
  void tellUses() {
    List<OwnedKey> used = quorum.isMet() ? uses.take() : List.of();
    if (!used.isEmpty()) {
      ask(new IndexStep.Use(used));
    }
  }

  /** How this store becomes one again with what was apart from it. */
  Reconciliation reconciliation() {
    return reconciliation;
  }
}
