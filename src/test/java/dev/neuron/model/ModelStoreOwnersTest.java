package dev.neuron.model;

import static dev.neuron.model.Stores.STUCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.core.NeuronParameters;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelsProperties.WhenFull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;

/** What one owner sees of another: nothing; and who has to make room for whom. */
class ModelStoreOwnersTest {

  private static final Owner ANNA = new Owner("anna");
  private static final Owner BEN = new Owner("ben");

  private static Content content(Owner owner, @Nullable String name, int features) {
    return new Content(owner, name, new NeuronParameters(new double[features], 0), null, null);
  }

  private static Content content(Owner owner, @Nullable String name) {
    return content(owner, name, 1);
  }

  private static void assertStatus(HttpStatus status, Runnable action) {
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(action::run)
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(status));
  }

  private static List<String> names(ModelStore store, Owner owner) {
    return store.list(owner, 1000, null).models().stream()
        .map(model -> String.valueOf(model.content().name()))
        .toList();
  }

  @Test
  void snapshot_ofAnother_isNotFoundInAnyWay() {
    InMemoryModelStore store = Stores.ofModels(10);
    ModelSnapshot annas = store.put(content(ANNA, "a"));
    store.put(content(BEN, "b"));

    for (Owner other : List.of(BEN, Owner.NOBODY, new Owner("Anna"))) {
      assertStatus(HttpStatus.NOT_FOUND, () -> store.get(other, annas.id()));
      assertStatus(HttpStatus.NOT_FOUND, () -> store.get(other, "a"));
      assertStatus(HttpStatus.NOT_FOUND, () -> store.delete(other, annas.id()));
    }
    assertThat(store.get(ANNA, "a")).isSameAs(annas);
    assertThat(names(store, ANNA)).containsExactly("a");
    assertThat(names(store, BEN)).containsExactly("b");
    assertThat(store.count(ANNA)).isEqualTo(1);
    assertThat(store.count(Owner.NOBODY)).isZero();
  }

  @Test
  void name_ofBoth_meansToEachTheirNewest() {
    InMemoryModelStore store = Stores.ofModels(10);
    ModelSnapshot annas = store.put(content(ANNA, "n"));
    ModelSnapshot bens = store.put(content(BEN, "n"));
    assertThat(store.get(ANNA, "n")).isSameAs(annas);
    assertThat(store.get(BEN, "n")).isSameAs(bens);

    store.delete(BEN, bens.id());

    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(BEN, "n"));
    assertThat(store.get(ANNA, "n")).isSameAs(annas);
  }

  @Test
  void name_thatIsTheIdOfAnothersModel_meansOnesOwn() {
    InMemoryModelStore store = Stores.ofModels(10);
    ModelSnapshot annas = store.put(content(ANNA, null));
    String id = annas.id();
    ModelSnapshot bens = store.put(content(BEN, id));

    assertThat(store.get(BEN, id)).isSameAs(bens);
    assertThat(store.get(ANNA, id)).isSameAs(annas);
  }

  @Test
  void evicted_isGoneForItsOwnerAndWasNeverThereForOthers() {
    InMemoryModelStore store = Stores.ofModels(1);
    ModelSnapshot annas = store.put(content(ANNA, "n"));
    store.put(content(ANNA, null));

    for (String key : List.of(annas.id(), "n")) {
      assertStatus(HttpStatus.GONE, () -> store.get(ANNA, key));
      assertStatus(HttpStatus.GONE, () -> store.delete(ANNA, key));
      assertStatus(HttpStatus.NOT_FOUND, () -> store.get(BEN, key));
      assertStatus(HttpStatus.NOT_FOUND, () -> store.delete(BEN, key));
    }
  }

  @Test
  void number_full_whoHasTheMostMakesRoom() {
    InMemoryModelStore store = Stores.ofModels(4);
    store.put(content(ANNA, "a1", 100_000)); // few and large, and not used for the longest time
    for (int i = 1; i <= 50; i++) {
      store.put(content(BEN, "b" + i));
    }

    assertThat(names(store, ANNA)).containsExactly("a1");
    assertThat(names(store, BEN)).containsExactly("b50", "b49", "b48");
  }

  @Test
  void number_bothHaveHalf_theOneWhoAddsMakesRoom() {
    InMemoryModelStore store = Stores.ofModels(4);
    store.put(content(ANNA, "a1"));
    store.put(content(ANNA, "a2"));
    store.put(content(BEN, "b1"));
    store.put(content(BEN, "b2"));

    store.put(content(BEN, "b3"));
    store.put(content(ANNA, "a3"));

    assertThat(names(store, ANNA)).containsExactly("a3", "a2");
    assertThat(names(store, BEN)).containsExactly("b3", "b2");
  }

  @Test
  void newOwner_full_getsRoomFromWhoHasTheMost() {
    InMemoryModelStore store = Stores.ofModels(4);
    for (int i = 1; i <= 4; i++) {
      store.put(content(ANNA, "a" + i));
    }

    store.put(content(BEN, "b1"));
    store.put(content(BEN, "b2"));
    store.put(content(BEN, "b3"));

    assertThat(names(store, ANNA)).containsExactly("a4", "a3");
    assertThat(names(store, BEN)).containsExactly("b3", "b2");
  }

  @Test
  void bytes_full_whoTakesTheMostMakesRoom() {
    long large = content(ANNA, "a", 10_000).estimatedBytes();
    InMemoryModelStore store = Stores.ofBytes(4 * large, WhenFull.EVICT);
    for (int i = 1; i <= 8; i++) {
      store.put(content(ANNA, "a" + i)); // many and small
    }
    for (int i = 1; i <= 20; i++) {
      store.put(content(BEN, "b" + i, 10_000));
    }

    assertThat(store.count(ANNA)).isEqualTo(8);
    assertThat(names(store, BEN)).containsExactly("b20", "b19", "b18");
  }

  @Test
  void full_setToReject_isFullForEverybody() {
    InMemoryModelStore store =
        new InMemoryModelStore(Stores.properties(2, WhenFull.REJECT, 10), STUCK);
    store.put(content(ANNA, "a1"));
    store.put(content(ANNA, "a2"));

    assertStatus(HttpStatus.INSUFFICIENT_STORAGE, store::requireRoom);
    assertStatus(HttpStatus.INSUFFICIENT_STORAGE, () -> store.put(content(BEN, "b")));
    store.delete(ANNA, store.get(ANNA, "a1").id());
    assertThat(store.put(content(BEN, "b")).content().owner()).isEqualTo(BEN);
  }

  @Test
  void owner_ofARequest_isItsPrincipalOrNobody() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    assertThat(Owner.of(request)).isEqualTo(Owner.NOBODY);

    request.setUserPrincipal(() -> "anna");
    assertThat(Owner.of(request)).isEqualTo(ANNA);
  }
}
