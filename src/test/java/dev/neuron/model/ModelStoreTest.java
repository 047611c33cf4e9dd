package dev.neuron.model;

import static dev.neuron.model.Owner.ANONYMOUS;
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
    assertStatus(status, () -> store.get(ANONYMOUS, key));
  }

  @Test
  void get_idOrName_findsWhatWasPut() {
    ModelSnapshot snapshot = put("a");

    assertSame(store.get(ANONYMOUS, snapshot.id()), snapshot);
    assertSame(store.get(ANONYMOUS, "a"), snapshot);
    assertThat(snapshot.content().name()).isEqualTo("a");
    assertThat(store.count(ANONYMOUS)).isEqualTo(1);
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

    assertSame(store.get(ANONYMOUS, first.id()), first);
  }

  @Test
  void put_full_evictsTheLeastRecentlyUsed() {
    ModelSnapshot a = put("a");
    ModelSnapshot b = put("b");
    ModelSnapshot c = put("c");
    store.get(ANONYMOUS, a.id());

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
    store.get(ANONYMOUS, "a");

    put("d");

    assertStatus(HttpStatus.GONE, b.id());
    assertThat(store.get(ANONYMOUS, "a").content().name()).isEqualTo("a");
  }

  @Test
  void list_doesNotCountAsAUse() {
    ModelSnapshot a = put("a");
    put("b");
    put("c");
    store.list(ANONYMOUS, 10, null);

    put("d");

    assertStatus(HttpStatus.GONE, a.id());
  }

  @Test
  void name_putAgain_pointsAtTheNewestThatRemains() {
    ModelSnapshot oldest = put("a");
    ModelSnapshot middle = put("a");
    ModelSnapshot newest = put("a");
    assertSame(store.get(ANONYMOUS, "a"), newest);

    store.delete(ANONYMOUS, newest.id());
    assertSame(store.get(ANONYMOUS, "a"), middle);
    store.delete(ANONYMOUS, oldest.id());
    assertSame(store.get(ANONYMOUS, "a"), middle);
    store.delete(ANONYMOUS, middle.id());
    assertStatus(HttpStatus.NOT_FOUND, "a");
  }

  @Test
  void name_newestEvicted_isGoneAndDoesNotFallBackToAnOlder() {
    ModelSnapshot older = put("a");
    ModelSnapshot newer = put("a");
    put("b");
    store.get(ANONYMOUS, older.id());

    put("c");

    assertStatus(HttpStatus.GONE, newer.id());
    assertStatus(HttpStatus.GONE, "a");
    assertSame(store.get(ANONYMOUS, older.id()), older);
  }

  @Test
  void name_olderEvicted_stillPointsAtTheNewest() {
    ModelSnapshot older = put("a");
    ModelSnapshot newer = put("a");
    put("b");

    put("c");

    assertStatus(HttpStatus.GONE, older.id());
    assertSame(store.get(ANONYMOUS, "a"), newer);
  }

  @Test
  void name_usedAgainAfterEvictionAndDeleted_isNotFound() {
    put("a");
    put("b");
    put("c");
    put("d");
    assertStatus(HttpStatus.GONE, "a");

    store.delete(ANONYMOUS, put("a").id());

    assertStatus(HttpStatus.NOT_FOUND, "a");
  }

  @Test
  void delete_givesRoomBack() {
    ModelSnapshot a = put("a");
    ModelSnapshot b = put("b");
    put("c");
    store.delete(ANONYMOUS, b.id());

    put("d");

    assertSame(store.get(ANONYMOUS, a.id()), a);
    assertThat(store.count(ANONYMOUS)).isEqualTo(3);
    assertStatus(HttpStatus.NOT_FOUND, b.id());
  }

  @Test
  void delete_byNameOrTwice_isNotFound() {
    ModelSnapshot a = put("a");

    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> store.delete(ANONYMOUS, "a"));
    store.delete(ANONYMOUS, a.id());
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> store.delete(ANONYMOUS, a.id()));
  }
}
