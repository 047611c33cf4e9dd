package dev.neuron.model;

import static dev.neuron.model.Stores.STUCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelsProperties.WhenFull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;

/** Owners cannot see each other's models, and the owner of the most loses them first. */
class ModelStoreOwnersTest extends StoreTest {

  private static final Owner ANNA = new Owner("anna");
  private static final Owner BEN = new Owner("ben");

  private static Content content(Owner owner, @Nullable String name, int features) {
    return new Content(owner, name, new NeuronParameters(new double[features], 0), null, null);
  }

  private static Content content(Owner owner, @Nullable String name) {
    return content(owner, name, 1);
  }

  private static List<String> names(ModelStore store, Owner owner) {
    return store.list(owner, 1000, null).models().stream()
        .map(model -> String.valueOf(model.name()))
        .toList();
  }

  @Test
  void snapshot_ofAnother_isNotFoundInAnyWay() {
    ModelStore store = ofModels(10);
    ModelSnapshot annas = store.put(content(ANNA, "a"));
    store.put(content(BEN, "b"));

    for (Owner other : List.of(BEN, Owner.ANONYMOUS, new Owner("Anna"))) {
      assertStatus(HttpStatus.NOT_FOUND, () -> store.get(other, annas.id()));
      assertStatus(HttpStatus.NOT_FOUND, () -> store.get(other, "a"));
      assertStatus(HttpStatus.NOT_FOUND, () -> store.delete(other, annas.id()));
    }
    assertSame(store.get(ANNA, "a"), annas);
    assertThat(names(store, ANNA)).containsExactly("a");
    assertThat(names(store, BEN)).containsExactly("b");
    assertThat(store.count(ANNA)).isEqualTo(1);
    assertThat(store.count(Owner.ANONYMOUS)).isZero();
  }

  @Test
  void name_ofBoth_meansToEachTheirNewest() {
    ModelStore store = ofModels(10);
    ModelSnapshot annas = store.put(content(ANNA, "n"));
    ModelSnapshot bens = store.put(content(BEN, "n"));
    assertSame(store.get(ANNA, "n"), annas);
    assertSame(store.get(BEN, "n"), bens);

    store.delete(BEN, bens.id());

    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(BEN, "n"));
    assertSame(store.get(ANNA, "n"), annas);
  }

  @Test
  void name_thatIsTheIdOfAnothersModel_meansOnesOwn() {
    ModelStore store = ofModels(10);
    ModelSnapshot annas = store.put(content(ANNA, null));
    String id = annas.id();
    ModelSnapshot bens = store.put(content(BEN, id));

    assertSame(store.get(BEN, id), bens);
    assertSame(store.get(ANNA, id), annas);
  }

  @Test
  void evicted_isGoneForItsOwnerAndWasNeverThereForOthers() {
    ModelStore store = ofModels(1);
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
    ModelStore store = ofModels(4);
    store.put(content(ANNA, "a1", 100_000)); // few and large, and not used for the longest time
    for (int i = 1; i <= 50; i++) {
      store.put(content(BEN, "b" + i));
    }

    assertThat(names(store, ANNA)).containsExactly("a1");
    assertThat(names(store, BEN)).containsExactly("b50", "b49", "b48");
  }

  @Test
  void number_bothHaveHalf_theOneWhoAddsMakesRoom() {
    ModelStore store = ofModels(4);
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
    ModelStore store = ofModels(4);
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
    ModelStore store = ofBytes(4 * large, WhenFull.EVICT);
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
    ModelStore store = open(Stores.properties(2, WhenFull.REJECT, 10), STUCK);
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
    assertThat(Owner.of(request)).isEqualTo(Owner.ANONYMOUS);

    request.setUserPrincipal(() -> "anna");
    assertThat(Owner.of(request)).isEqualTo(ANNA);
  }
}
