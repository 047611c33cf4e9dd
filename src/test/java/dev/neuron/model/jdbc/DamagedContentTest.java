package dev.neuron.model.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.PostgresServer;
import dev.neuron.ProcessTest;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelStoreException.Kind;
import dev.neuron.model.ModelSummary;
import dev.neuron.model.ModelsProperties;
import dev.neuron.model.ModelsProperties.Store;
import dev.neuron.model.ModelsProperties.WhenFull;
import dev.neuron.model.Owner;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged content is reported as damaged, and all other models can still be read. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
@ProcessTest
class DamagedContentTest {

  @Parameter boolean isPostgres;
  @TempDir Path folder;
  private Database database;
  private ModelStore store;

  @BeforeEach
  void open() {
    database =
        new Database(
            JdbcStores.at(
                isPostgres
                    ? PostgresServer.shared().newDatabase()
                    : "jdbc:h2:file:" + folder.resolve("models")));
    store = withoutCache();
  }

  /** A store that has read nothing yet. */
  private ModelStore withoutCache() {
    return new JdbcModelStore(
        database,
        new ModelsProperties(Store.JDBC, 100, null, WhenFull.EVICT, 100),
        0,
        Clock.systemUTC(),
        DiskRoom.of(null));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private ModelSnapshot put(int features) {
    return store.put(
        new Content(
            Owner.ANONYMOUS, "n", new NeuronParameters(new double[features], 3), null, null));
  }

  /** Flips a bit in the middle of a content, where W is. */
  private void damage(ModelSnapshot model) {
    byte[] content =
        database
            .sql()
            .sql("select content from model where id = :id")
            .param("id", model.id())
            .query((row, _) -> row.getBytes("content"))
            .single();
    content[content.length / 2] ^= 1;
    write(model, content);
  }

  private void write(ModelSnapshot model, byte[] content) {
    database
        .sql()
        .sql("update model set content = :content where id = :id")
        .param("content", content)
        .param("id", model.id())
        .update();
    store = withoutCache();
  }

  private void assertDamaged(String idOrName, String id) {
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> store.get(Owner.ANONYMOUS, idOrName))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED))
        .satisfies(e -> assertThat(e.getBody().getDetail()).contains(id));
  }

  @Test
  void get_damaged_isRefusedByIdAndName_andAllElseGoesOn() {
    ModelSnapshot other = put(100);
    ModelSnapshot model = put(100);
    damage(model);

    assertDamaged(model.id(), model.id());
    assertDamaged("n", model.id());
    assertThat(store.damaged()).containsExactly(model.id());
    assertThat(store.get(Owner.ANONYMOUS, other.id()).parameters().features()).isEqualTo(100);
    assertThat(store.list(Owner.ANONYMOUS, 10, null).models())
        .containsExactly(ModelSummary.of(model), ModelSummary.of(other));
    assertThat(put(100).id()).isEqualTo(store.get(Owner.ANONYMOUS, "n").id());
  }

  @Test
  void delete_damaged_isNoLongerNamed() {
    ModelSnapshot model = put(1);
    damage(model);
    assertDamaged(model.id(), model.id());

    store.delete(Owner.ANONYMOUS, model.id());

    assertThat(store.damaged()).isEmpty();
  }

  @Test
  void list_damagedAndFromAnOlderService_showsTheOthers() {
    ModelSnapshot other = put(2);
    ModelSnapshot model = put(2);
    database.sql().sql("delete from model_summary").update();
    write(model, new byte[] {1, 0});

    assertThat(store.list(Owner.ANONYMOUS, 10, null).models())
        .containsExactly(ModelSummary.of(other));
    assertThat(store.damaged()).containsExactly(model.id());
  }
}
