package dev.neuron.model;

import static dev.neuron.model.Owner.NOBODY;
import static dev.neuron.model.Stores.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** Versions of a name: every snapshot taken under it, by its creation time. */
class ModelStoreVersionsTest {

  private static final int MANY = 100;

  private final InMemoryModelStore store = Stores.ofModels(3);

  private static void assertStatus(HttpStatus status, Runnable action) {
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(action::run)
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(status));
  }

  @Test
  void name_hasItsSnapshotsNewestFirst_andEachByItsTime() {
    ModelSnapshot first = store.put(content("a"));
    store.put(content("b"));
    ModelSnapshot second = store.put(content("a"));

    assertThat(store.versions(NOBODY, "a", MANY)).containsExactly(second, first);
    assertThat(store.versions(NOBODY, "a", 1)).containsExactly(second);
    assertThat(store.get(NOBODY, "a", first.createdAt())).isSameAs(first);
    assertThat(store.get(NOBODY, "a", second.createdAt())).isSameAs(second);
  }

  @Test
  void id_hasOneVersion() {
    ModelSnapshot first = store.put(content("a"));
    ModelSnapshot second = store.put(content("a"));

    assertThat(store.versions(NOBODY, first.id(), MANY)).containsExactly(first);
    assertThat(store.get(NOBODY, first.id(), first.createdAt())).isSameAs(first);
    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(NOBODY, first.id(), second.createdAt()));
  }

  @Test
  void version_ofAnotherNameOrOfNone_isNotFound() {
    store.put(content("a"));
    ModelSnapshot other = store.put(content("b"));

    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(NOBODY, "a", other.createdAt()));
    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(NOBODY, "a", Instant.EPOCH));
    assertStatus(HttpStatus.NOT_FOUND, () -> store.get(NOBODY, "c", other.createdAt()));
    assertStatus(HttpStatus.NOT_FOUND, () -> store.versions(NOBODY, "c", MANY));
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
    store.get(NOBODY, "a", first.createdAt());
    store.put(content("d"));

    assertThat(store.get(NOBODY, "a")).isSameAs(first);
    assertStatus(HttpStatus.GONE, () -> store.versions(NOBODY, "b", MANY));
    assertStatus(HttpStatus.GONE, () -> store.get(NOBODY, second.id(), second.createdAt()));
  }

  @Test
  void number_tellsVersionsApart_andLeadsBack() {
    List<ModelSnapshot> two = List.of(store.put(content("a")), store.put(content("a")));

    assertThat(two).extracting(ModelSnapshot::version).doesNotHaveDuplicates();
    assertThat(CreationTimes.ofMicros(Long.parseLong(two.getFirst().version())))
        .isEqualTo(two.getFirst().createdAt());
  }
}
