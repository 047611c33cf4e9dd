package dev.neuron.model;

import static dev.neuron.model.Owner.ANONYMOUS;
import static dev.neuron.model.Stores.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.model.ModelStoreException.Kind;
import dev.neuron.model.ModelsProperties.WhenFull;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An index that is carried elsewhere goes on as it would have here. */
class StoreIndexTest {

  private static final Owner ANNA = new Owner("anna");
  private static final StoreBounds THREE = new StoreBounds(3, 1000, WhenFull.EVICT);

  private static IndexEntry entry(String id, Owner owner, @Nullable String name, int micros) {
    return new IndexEntry(id, owner, name, NOW.plusNanos(1000L * micros), 10);
  }

  private static void assertMissing(Kind kind, StoreIndex index, String key) {
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> index.find(ANONYMOUS, key))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void of_state_knowsNamesUsesAndWhatWasEvicted() {
    StoreIndex index = new StoreIndex(10);
    index.add(entry("1", ANONYMOUS, "a", 1));
    index.add(entry("2", ANONYMOUS, "a", 2));
    index.add(entry("3", ANONYMOUS, "b", 3));
    index.noteUse(ANONYMOUS, "1");
    index.noteUse(ANONYMOUS, "3");
    THREE.makeRoom(index, ANONYMOUS, 10); // the newest a, and with it the name

    StoreIndex carried = IndexState.of(index).restored();

    assertThat(carried.find(ANONYMOUS, "1").name()).as("its name leads nowhere").isNull();
    assertMissing(Kind.EVICTED, carried, "a");
    assertMissing(Kind.EVICTED, carried, "2");
    assertMissing(Kind.NOT_FOUND, carried, "c");
    assertThat(carried.find(ANONYMOUS, "b").id()).isEqualTo("3");
    assertThat(carried.bytes()).isEqualTo(20);
    assertThat(carried.laterThanAll(NOW)).isEqualTo(entry("", ANONYMOUS, null, 4).createdAt());
  }

  @Test
  void queries_changeNothing() {
    StoreIndex index = new StoreIndex(10);
    index.add(entry("1", ANONYMOUS, "a", 1));
    index.add(entry("2", ANONYMOUS, "b", 2));
    index.add(entry("3", ANONYMOUS, "c", 3));
    IndexState before = IndexState.of(index);

    index.find(ANONYMOUS, "1");
    index.find(ANONYMOUS, "a");
    index.find(ANONYMOUS, "1", entry("1", ANONYMOUS, "a", 1).createdAt());
    index.versions(ANONYMOUS, "1", 5);
    index.before(ANONYMOUS, null, 5);

    assertThat(IndexState.of(index)).isEqualTo(before);
    assertThat(THREE.makeRoom(index, ANONYMOUS, 10))
        .extracting(IndexEntry::id)
        .containsExactly("1");
  }

  @Test
  void noteUse_protectsFromEviction() {
    StoreIndex index = new StoreIndex(10);
    index.add(entry("1", ANONYMOUS, "a", 1));
    index.add(entry("2", ANONYMOUS, "b", 2));
    index.add(entry("3", ANONYMOUS, "c", 3));
    index.noteUse(ANONYMOUS, "1");
    index.noteUse(ANONYMOUS, "b"); // a name
    index.noteUse(ANNA, "2"); // another owner
    assertThat(THREE.makeRoom(index, ANONYMOUS, 10))
        .extracting(IndexEntry::id)
        .containsExactly("2");
  }

  /** Anything done to an index and to one that was carried on the way has the same effect. */
  @Test
  void of_state_atAnyTime_changesNothingOfWhatFollows() {
    Random random = new Random(7);
    StoreIndex stays = new StoreIndex(20);
    StoreIndex moves = new StoreIndex(20);
    StoreBounds bounds = new StoreBounds(12, 150, WhenFull.EVICT);
    for (int i = 0; i < 3000; i++) {
      long seed = random.nextLong();
      assertThat(step(moves, bounds, i, new Random(seed)))
          .isEqualTo(step(stays, bounds, i, new Random(seed)));
      if (i % 10 == 0) {
        moves = IndexState.of(moves).restored();
      }
    }
    assertThat(stays.size()).isBetween(5, 12);
  }

  private static List<Object> step(StoreIndex index, StoreBounds bounds, int time, Random random) {
    Owner owner = random.nextBoolean() ? ANNA : ANONYMOUS;
    String name = "name" + random.nextInt(5);
    List<Object> effect = new ArrayList<>();
    try {
      switch (random.nextInt(5)) {
        case 0 -> {
          IndexEntry found = index.find(owner, name);
          index.noteUse(owner, found.id());
          effect.add(found.id());
        }
        case 1 -> effect.add(index.remove(owner, index.find(owner, name).id()).id());
        case 2 -> index.versions(owner, name, 3).forEach(version -> effect.add(version.id()));
        default -> {
          bounds.makeRoom(index, owner, 10).forEach(evicted -> effect.add(evicted.id()));
          index.add(entry("id" + time, owner, name, time));
        }
      }
    } catch (ModelStoreException e) {
      effect.add(e.kind());
    }
    effect.add(index.size(owner));
    return effect;
  }
}
