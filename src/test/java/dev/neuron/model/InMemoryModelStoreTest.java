package dev.neuron.model;

import static dev.neuron.model.Owner.NOBODY;
import static dev.neuron.model.Stores.content;
import static dev.neuron.model.Stores.ofModels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class InMemoryModelStoreTest {

  private final InMemoryModelStore store = ofModels(3);

  private ModelSnapshot put(String name) {
    return store.put(content(name));
  }

  private void assertStatus(HttpStatus status, String key) {
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> store.get(NOBODY, key))
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(status));
  }

  @Test
  void get_idOrName_findsWhatWasPut() {
    ModelSnapshot snapshot = put("a");

    assertThat(store.get(NOBODY, snapshot.id())).isSameAs(snapshot);
    assertThat(store.get(NOBODY, "a")).isSameAs(snapshot);
    assertThat(snapshot.content().name()).isEqualTo("a");
    assertThat(store.count(NOBODY)).isEqualTo(1);
    assertThat(store.capacity()).isEqualTo(3);
  }

  @Test
  void get_neverPut_isNotFound() {
    assertStatus(HttpStatus.NOT_FOUND, "a");
  }

  @Test
  void get_nameThatIsTheIdOfAnother_meansTheId() {
    ModelSnapshot first = put("first");
    put(first.id());

    assertThat(store.get(NOBODY, first.id())).isSameAs(first);
  }

  @Test
  void put_full_evictsTheLeastRecentlyUsed() {
    ModelSnapshot a = put("a");
    ModelSnapshot b = put("b");
    ModelSnapshot c = put("c");
    store.get(NOBODY, a.id());

    ModelSnapshot d = put("d");

    assertStatus(HttpStatus.GONE, b.id());
    assertStatus(HttpStatus.GONE, "b");
    assertThat(Stores.listed(store, 10)).containsExactly(d.id(), c.id(), a.id());
  }

  @Test
  void get_byName_countsAsAUse() {
    put("a");
    ModelSnapshot b = put("b");
    put("c");
    store.get(NOBODY, "a");

    put("d");

    assertStatus(HttpStatus.GONE, b.id());
    assertThat(store.get(NOBODY, "a").content().name()).isEqualTo("a");
  }

  @Test
  void list_doesNotCountAsAUse() {
    ModelSnapshot a = put("a");
    put("b");
    put("c");
    store.list(NOBODY, 10, null);

    put("d");

    assertStatus(HttpStatus.GONE, a.id());
  }

  @Test
  void name_putAgain_pointsAtTheNewestThatRemains() {
    ModelSnapshot oldest = put("a");
    ModelSnapshot middle = put("a");
    ModelSnapshot newest = put("a");
    assertThat(store.get(NOBODY, "a")).isSameAs(newest);

    store.delete(NOBODY, newest.id());
    assertThat(store.get(NOBODY, "a")).isSameAs(middle);
    store.delete(NOBODY, oldest.id());
    assertThat(store.get(NOBODY, "a")).isSameAs(middle);
    store.delete(NOBODY, middle.id());
    assertStatus(HttpStatus.NOT_FOUND, "a");
  }

  @Test
  void name_newestEvicted_isGoneAndDoesNotFallBackToAnOlder() {
    ModelSnapshot older = put("a");
    ModelSnapshot newer = put("a");
    put("b");
    store.get(NOBODY, older.id());

    put("c");

    assertStatus(HttpStatus.GONE, newer.id());
    assertStatus(HttpStatus.GONE, "a");
    assertThat(store.get(NOBODY, older.id())).isSameAs(older);
  }

  @Test
  void name_olderEvicted_stillPointsAtTheNewest() {
    ModelSnapshot older = put("a");
    ModelSnapshot newer = put("a");
    put("b");

    put("c");

    assertStatus(HttpStatus.GONE, older.id());
    assertThat(store.get(NOBODY, "a")).isSameAs(newer);
  }

  @Test
  void name_usedAgainAfterEvictionAndDeleted_isNotFound() {
    put("a");
    put("b");
    put("c");
    put("d");
    assertStatus(HttpStatus.GONE, "a");

    store.delete(NOBODY, put("a").id());

    assertStatus(HttpStatus.NOT_FOUND, "a");
  }

  @Test
  void delete_givesRoomBack() {
    ModelSnapshot a = put("a");
    ModelSnapshot b = put("b");
    put("c");
    store.delete(NOBODY, b.id());

    put("d");

    assertThat(store.get(NOBODY, a.id())).isSameAs(a);
    assertThat(store.count(NOBODY)).isEqualTo(3);
    assertStatus(HttpStatus.NOT_FOUND, b.id());
  }

  @Test
  void delete_byNameOrTwice_isNotFound() {
    ModelSnapshot a = put("a");

    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> store.delete(NOBODY, "a"));
    store.delete(NOBODY, a.id());
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> store.delete(NOBODY, a.id()));
  }
}
