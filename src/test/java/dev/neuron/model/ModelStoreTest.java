package dev.neuron.model;

import static dev.neuron.model.Owner.NOBODY;
import static dev.neuron.model.Stores.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class ModelStoreTest extends StoreTest {

  private ModelStore store;

  @BeforeEach
  void open() {
    store = ofModels(3);
  }

  private ModelSnapshot put(String name) {
    return store.put(content(name));
  }

  private void assertStatus(HttpStatus status, String key) {
    assertStatus(status, () -> store.get(NOBODY, key));
  }

  @Test
  void get_idOrName_findsWhatWasPut() {
    ModelSnapshot snapshot = put("a");

    assertSame(store.get(NOBODY, snapshot.id()), snapshot);
    assertSame(store.get(NOBODY, "a"), snapshot);
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

    assertSame(store.get(NOBODY, first.id()), first);
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
    assertSame(store.get(NOBODY, "a"), newest);

    store.delete(NOBODY, newest.id());
    assertSame(store.get(NOBODY, "a"), middle);
    store.delete(NOBODY, oldest.id());
    assertSame(store.get(NOBODY, "a"), middle);
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
    assertSame(store.get(NOBODY, older.id()), older);
  }

  @Test
  void name_olderEvicted_stillPointsAtTheNewest() {
    ModelSnapshot older = put("a");
    ModelSnapshot newer = put("a");
    put("b");

    put("c");

    assertStatus(HttpStatus.GONE, older.id());
    assertSame(store.get(NOBODY, "a"), newer);
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

    assertSame(store.get(NOBODY, a.id()), a);
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
