package dev.neuron.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.core.NeuronParameters;
import dev.neuron.model.ContentMemory;
import dev.neuron.model.IndexEntry;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelStoreException.Kind;
import dev.neuron.model.ModelsProperties;
import dev.neuron.model.ModelsProperties.Store;
import dev.neuron.model.ModelsProperties.WhenFull;
import dev.neuron.model.OwnedKey;
import dev.neuron.model.Owner;
import dev.neuron.model.StoreIndex.Bounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

/** What is true of a store that is asked through several members. */
class ClusterModelStoreTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00.000001Z");
  private static final Clock STUCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Owner ANNA = new Owner("anna");
  private static final int MEMORY_BYTES = 100_000;
  private static final ModelsProperties PROPERTIES =
      new ModelsProperties(Store.MEMORY, 3, DataSize.ofMegabytes(1), WhenFull.EVICT, 10);

  private final List<ClusterModelStore> members = ClusterStores.ofEachMember(PROPERTIES, STUCK);

  @Test
  void contents_whileTheirMemoryIsTaken_areNeitherReadNorWritten() {
    ContentMemory memory = new ContentMemory(MEMORY_BYTES, Duration.ZERO);
    ClusterModelStore store = ClusterStores.with(memory, PROPERTIES, STUCK);
    ModelSnapshot put = store.put(content("n"));

    memory.run(
        MEMORY_BYTES,
        () -> {
          assertRefused(Kind.UNAVAILABLE, () -> store.get(ANNA, put.id()));
          assertRefused(Kind.UNAVAILABLE, () -> store.get(ANNA, "n"));
          assertRefused(Kind.UNAVAILABLE, () -> store.put(content("m")));
        });

    assertThat(store.get(ANNA, "n")).usingRecursiveComparison().isEqualTo(put);
  }

  private static Content content(String name) {
    return new Content(ANNA, name, new NeuronParameters(new double[] {1, 2}, 3), null, null);
  }

  private static IndexEntry entry(String id) {
    return new IndexEntry(id, ANNA, "name", NOW, 10);
  }

  private static void assertRefused(Kind kind, Runnable action) {
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(action::run)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void put_throughAnyMember_isThereForAll() {
    for (ClusterModelStore putting : members) {
      ModelSnapshot put = putting.put(content("n"));
      for (ClusterModelStore getting : members) {
        assertThat(getting.get(ANNA, put.id())).usingRecursiveComparison().isEqualTo(put);
        assertThat(getting.get(ANNA, "n")).usingRecursiveComparison().isEqualTo(put);
        assertThat(getting.get(ANNA, "n", put.createdAt()).id()).isEqualTo(put.id());
      }
    }
    assertThat(members.getLast().versions(ANNA, "n", 9)).hasSize(3);
  }

  @Test
  void put_inTheSameMicrosecondThroughOthers_isLaterAllTheSame_forAllWhoAsk() {
    ModelSnapshot first = members.get(0).put(content("a"));
    ModelSnapshot second = members.get(1).put(content("b"));

    assertThat(first.createdAt()).isEqualTo(NOW);
    assertThat(second.createdAt()).isAfter(NOW);
    for (ClusterModelStore member : members) {
      assertThat(member.get(ANNA, second.id()).createdAt()).isEqualTo(second.createdAt());
    }
  }

  @Test
  void delete_throughOne_isMissingForAllAtOnce() {
    ModelSnapshot put = members.get(0).put(content("n"));
    members.forEach(member -> member.get(ANNA, put.id()));

    members.get(1).delete(ANNA, put.id());

    for (ClusterModelStore member : members) {
      assertRefused(Kind.NOT_FOUND, () -> member.get(ANNA, put.id()));
      assertRefused(Kind.NOT_FOUND, () -> member.get(ANNA, "n"));
    }
  }

  @Test
  void full_whatWasUsedThroughAnotherMember_staysOnceThatIsTold() {
    ModelSnapshot first = members.get(0).put(content("a"));
    ModelSnapshot second = members.get(0).put(content("b"));
    members.get(0).put(content("c"));
    members.get(2).get(ANNA, first.id());
    members.get(2).tellUses();

    members.get(1).put(content("d"));

    assertThat(members.get(0).get(ANNA, first.id()).id()).isEqualTo(first.id());
    members.forEach(member -> assertRefused(Kind.EVICTED, () -> member.get(ANNA, second.id())));
  }

  @Test
  void put_twice_becauseNobodyKnewWhetherItWasMade_isMadeOnce() {
    Bounds bounds = new Bounds(3, 1000, WhenFull.EVICT);
    IndexStep put = new IndexStep.Put(entry("id"), bounds, List.of());

    IndexAnswer first = members.get(0).ask(put);
    IndexAnswer second = members.get(1).ask(put);

    assertThat(second).isEqualTo(first);
    assertThat(members.get(2).total()).isEqualTo(1);
  }

  /** The answer to the first may be lost with a member; then the second is that of one step. */
  @Test
  void bury_twice_becauseNobodyKnewWhetherItWasMade_isNoRefusal() {
    ModelSnapshot put = members.get(0).put(content("n"));
    IndexStep remove = new IndexStep.Bury(List.of(put.id()));

    assertThat(members.get(1).ask(remove)).isEqualTo(members.get(2).ask(remove));

    assertRefused(Kind.NOT_FOUND, () -> members.get(0).delete(ANNA, put.id()));
    assertThat(members.get(0).total()).isZero();
  }

  @Test
  void lostByTheIndex_isTakenIntoItAgain_butNotWhatHadToMakeRoom() {
    ModelSnapshot evicted = members.get(0).put(content("evicted"));
    List.of("a", "b", "c").forEach(name -> members.get(0).put(content(name)));
    ModelSnapshot lost = members.get(0).put(content("lost"));
    members.get(1).ask(new IndexStep.Remove(ANNA, lost.id())); // and not its bytes
    assertRefused(Kind.NOT_FOUND, () -> members.get(2).get(ANNA, "lost"));

    members.get(1).reconciliation().adopt(List.of(lost.id(), evicted.id()));

    assertThat(members.get(2).get(ANNA, "lost")).usingRecursiveComparison().isEqualTo(lost);
    assertRefused(Kind.EVICTED, () -> members.get(2).get(ANNA, evicted.id()));
  }

  @Test
  void bytesLostWithAllTheirCopies_areMissing_andAnOlderVersionIsFound() {
    ModelSnapshot older = members.get(0).put(content("n"));
    IndexEntry ghost = new IndexEntry("ghost", ANNA, "n", NOW.plusSeconds(1), 10);
    members
        .get(0)
        .ask(new IndexStep.Put(ghost, new Bounds(3, 1_000_000, WhenFull.EVICT), List.of()));

    assertThat(members.get(1).get(ANNA, "n").id()).isEqualTo(older.id());
    assertThat(members.get(2).count(ANNA)).isEqualTo(1);
  }

  static List<IndexStep> steps() {
    Bounds bounds = new Bounds(1, 2, WhenFull.REJECT);
    return List.of(
        new IndexStep.Put(entry("a"), bounds, List.of(new OwnedKey(ANNA, "b"))),
        new IndexStep.Use(List.of(new OwnedKey(Owner.NOBODY, "größe"))),
        new IndexStep.Get(ANNA, "a", null),
        new IndexStep.Get(ANNA, "a", NOW),
        new IndexStep.Versions(ANNA, "a", 5),
        new IndexStep.Before(ANNA, NOW, 5),
        new IndexStep.Before(ANNA, null, 5),
        new IndexStep.Remove(ANNA, "a"),
        new IndexStep.Bury(List.of("a", "b")),
        new IndexStep.Deleted(List.of("a", "b")),
        new IndexStep.Total(null),
        new IndexStep.Unknown(List.of("a", "b")),
        new IndexStep.Adopt(List.of(entry("a"), entry("b")), bounds));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void step_carriedToAnotherMember_isTheSame(IndexStep step) {
    CborSerializer<IndexStepProcessor, IndexStepProcessor> serializer =
        CborSerializer.of(IndexStepProcessor.class, 1);
    IndexStepProcessor processor = new IndexStepProcessor(step, 7);

    assertThat(serializer.read(serializer.write(processor))).isEqualTo(processor);
  }
}
