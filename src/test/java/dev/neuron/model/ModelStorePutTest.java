package dev.neuron.model;

import static dev.neuron.model.Owner.ANONYMOUS;
import static dev.neuron.model.Stores.STUCK;
import static dev.neuron.model.Stores.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.model.ModelsProperties.WhenFull;
import org.junit.jupiter.api.Test;

/** A put whose outcome is unknown is repeated under the same id. */
class ModelStorePutTest extends StoreTest {

  private final String id = new ModelIds().next();

  @Test
  void put_underAnId_isFoundByIt() {
    ModelStore store = ofModels(3);

    ModelSnapshot put = store.put(id, content("a"));

    assertThat(put.id()).isEqualTo(id);
    assertSame(store.get(ANONYMOUS, id), put);
  }

  @Test
  void put_again_returnsTheFirstAndAddsNothing() {
    ModelStore store = ofModels(3);
    ModelSnapshot first = store.put(id, content("a"));
    long bytes = store.bytes();
    ModelSnapshot newer = store.put(content("a"));

    assertSame(store.put(id, content("a")), first);

    assertThat(Stores.listed(store, 10)).containsExactly(newer.id(), id);
    assertThat(store.bytes()).isEqualTo(2 * bytes);
    assertSame(store.get(ANONYMOUS, "a"), newer);
  }

  @Test
  void put_againIntoAFullStore_evictsNothing() {
    ModelStore store = ofModels(2);
    ModelSnapshot other = store.put(content("b"));
    ModelSnapshot first = store.put(id, content("a"));

    assertSame(store.put(id, content("a")), first);

    assertSame(store.get(ANONYMOUS, other.id()), other);
    assertThat(store.evictions()).isZero();
  }

  @Test
  void put_againIntoAFullStoreThatRefuses_returnsTheFirst() {
    ModelStore store = open(Stores.properties(1, WhenFull.REJECT, 10), STUCK);
    ModelSnapshot first = store.put(id, content("a"));

    assertSame(store.put(id, content("a")), first);
  }

  @Test
  void put_againAfterItWasDeleted_isAddedAgain() {
    ModelStore store = ofModels(3);
    ModelSnapshot first = store.put(id, content("a"));
    store.delete(ANONYMOUS, id);

    ModelSnapshot second = store.put(id, content("a"));

    assertThat(second.createdAt()).isAfter(first.createdAt());
    assertSame(store.get(ANONYMOUS, id), second);
  }
}
