package dev.neuron.model;

import static dev.neuron.model.Owner.ANONYMOUS;
import static dev.neuron.model.Stores.STUCK;
import static dev.neuron.model.Stores.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.neuron.model.ModelsProperties.WhenFull;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** The bounds of the store, and the order of eviction and of creation times. */
class ModelStoreBoundsTest extends StoreTest {

  private static final long ONE = content("a").estimatedBytes();

  @Test
  void bytes_full_evictAsManyAsTheNewOneNeeds() {
    ModelStore store = ofBytes(4 * ONE, WhenFull.EVICT);
    for (String name : List.of("a", "b", "c", "d")) {
      store.put(content(name));
    }
    assertThat(store.count(ANONYMOUS)).isEqualTo(4);

    int threeTimes = (int) (2 * ONE / Double.BYTES);
    ModelSnapshot large = store.put(content("large", threeTimes));

    assertThat(store.count(ANONYMOUS)).isEqualTo(2);
    assertThat(store.get(ANONYMOUS, "d").content().name()).isEqualTo("d");
    assertSame(store.get(ANONYMOUS, "large"), large);
    for (String name : List.of("a", "b", "c")) {
      assertStatus(HttpStatus.GONE, () -> store.get(ANONYMOUS, name));
    }
  }

  @Test
  void bytes_deleted_areGivenBack() {
    ModelStore store = ofBytes(2 * ONE, WhenFull.REJECT);
    for (int i = 0; i < fewerOnDisk(1000, 20); i++) {
      store.put(content("a"));
      String second = store.put(content("b")).id();
      assertStatus(HttpStatus.INSUFFICIENT_STORAGE, () -> store.put(content("c")));
      store.delete(ANONYMOUS, second);
      store.delete(ANONYMOUS, store.get(ANONYMOUS, "a").id());
    }
    assertThat(store.count(ANONYMOUS)).isZero();
  }

  @Test
  void put_largerThanTheWholeStore_isRefusedAndNothingIsEvicted() {
    for (WhenFull whenFull : WhenFull.values()) {
      ModelStore store = ofBytes(2 * ONE, whenFull);
      store.put(content("a"));
      int tooMany = (int) (2 * ONE / Double.BYTES) + 1;

      assertStatus(HttpStatus.INSUFFICIENT_STORAGE, () -> store.put(content("large", tooMany)));
      assertThat(store.get(ANONYMOUS, "a").content().name()).isEqualTo("a");
    }
  }

  @Test
  void put_fullAndSetToReject_isRefusedAndNothingIsLost() {
    ModelStore store = open(Stores.properties(2, WhenFull.REJECT, 10), STUCK);
    ModelSnapshot a = store.put(content("a"));
    ModelSnapshot b = store.put(content("b"));

    assertStatus(HttpStatus.INSUFFICIENT_STORAGE, () -> store.put(content("c")));
    assertStatus(HttpStatus.INSUFFICIENT_STORAGE, store::requireRoom);

    assertThat(Stores.listed(store, 10)).containsExactly(b.id(), a.id());
    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(ANONYMOUS, "c"));
  }

  @Test
  void requireRoom_whereThereIsSomeOrSomeMayBeMade_returns() {
    ModelStore rejecting = open(Stores.properties(2, WhenFull.REJECT, 10), STUCK);
    ModelStore evicting = ofModels(1);
    rejecting.put(content("a"));
    evicting.put(content("a"));

    assertThatNoException().isThrownBy(rejecting::requireRoom);
    assertThatNoException().isThrownBy(evicting::requireRoom);
  }

  @Test
  void evicted_isForgottenWhenTheMemoryIsFull() {
    ModelStore store = open(Stores.properties(1, WhenFull.EVICT, 4), STUCK);
    ModelSnapshot a = store.put(content("a"));
    store.put(content("b"));
    store.put(content("c"));
    assertStatus(HttpStatus.GONE, () -> store.get(ANONYMOUS, a.id()));
    assertStatus(HttpStatus.GONE, () -> store.get(ANONYMOUS, "a"));

    store.put(content("d"));

    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(ANONYMOUS, a.id()));
    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(ANONYMOUS, "a"));
    assertStatus(HttpStatus.GONE, () -> store.get(ANONYMOUS, "b"));
  }

  @Test
  void evicted_nothingRemembered_isNotFound() {
    ModelStore store = open(Stores.properties(1, WhenFull.EVICT, 0), STUCK);
    ModelSnapshot a = store.put(content("a"));
    store.put(content("b"));

    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(ANONYMOUS, a.id()));
  }

  @Test
  void put_farMoreThanThereIsRoomFor_staysBounded() {
    ModelStore store = open(Stores.properties(100, WhenFull.EVICT, 100), STUCK);
    for (int i = 0; i < fewerOnDisk(50_000, 1000); i++) {
      store.put(content("name-" + i % 150));
    }
    assertThat(store.count(ANONYMOUS)).isEqualTo(100);
    assertThat(Stores.listed(store, 7)).hasSize(100).doesNotHaveDuplicates();
  }
}
