package dev.neuron.model;

import static dev.neuron.model.Owner.ANONYMOUS;
import static dev.neuron.model.Stores.content;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** Versions of a name: every snapshot taken under it, by its creation time. */
class ModelStoreVersionsTest extends StoreTest {

  private static final int MANY = 100;

  private ModelStore store;

  @BeforeEach
  void open() {
    store = ofModels(3);
  }

  @Test
  void name_hasItsSnapshotsNewestFirst_andEachByItsTime() {
    ModelSnapshot first = store.put(content("a"));
    store.put(content("b"));
    ModelSnapshot second = store.put(content("a"));

    assertThat(store.versions(ANONYMOUS, "a", MANY))
        .extracting(ModelSummary::modelId)
        .containsExactly(second.id(), first.id());
    assertThat(store.versions(ANONYMOUS, "a", 1))
        .extracting(ModelSummary::modelId)
        .containsExactly(second.id());
    assertSame(store.get(ANONYMOUS, "a", first.createdAt()), first);
    assertSame(store.get(ANONYMOUS, "a", second.createdAt()), second);
  }

  @Test
  void id_hasOneVersion() {
    ModelSnapshot first = store.put(content("a"));
    ModelSnapshot second = store.put(content("a"));

    assertThat(store.versions(ANONYMOUS, first.id(), MANY))
        .extracting(ModelSummary::modelId)
        .containsExactly(first.id());
    assertSame(store.get(ANONYMOUS, first.id(), first.createdAt()), first);
    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(ANONYMOUS, first.id(), second.createdAt()));
  }

  @Test
  void version_ofAnotherNameOrOfNone_isNotFound() {
    store.put(content("a"));
    ModelSnapshot other = store.put(content("b"));

    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(ANONYMOUS, "a", other.createdAt()));
    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(ANONYMOUS, "a", Instant.EPOCH));
    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(ANONYMOUS, "c", other.createdAt()));
    assertStatus(HttpStatus.NOT_FOUND, () -> store.versions(ANONYMOUS, "c", MANY));
  }

  @Test
  void version_ofAnotherOwner_isNotFound() {
    ModelSnapshot mine = store.put(content("a"));
    Owner other = new Owner("anna");

    assertStatus(HttpStatus.NOT_FOUND, () -> store.versions(other, "a", MANY));
    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(other, "a", mine.createdAt()));
  }

  @Test
  void version_thatIsUsed_staysWhenOthersMakeRoom() {
    ModelSnapshot first = store.put(content("a"));
    ModelSnapshot second = store.put(content("b"));
    store.put(content("c"));
    store.get(ANONYMOUS, "a", first.createdAt());
    store.put(content("d"));

    assertSame(store.get(ANONYMOUS, "a"), first);
    assertStatus(HttpStatus.GONE, () -> store.versions(ANONYMOUS, "b", MANY));
    assertStatus(HttpStatus.GONE, () -> store.get(ANONYMOUS, second.id(), second.createdAt()));
  }

  @Test
  void number_tellsVersionsApart_andLeadsBack() {
    List<ModelSnapshot> two = List.of(store.put(content("a")), store.put(content("a")));

    assertThat(two).extracting(ModelSnapshot::version).doesNotHaveDuplicates();
    assertThat(CreationTimes.ofMicros(Long.parseLong(two.getFirst().version())))
        .isEqualTo(two.getFirst().createdAt());
  }
}
