package dev.neuron.model.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.PostgresServer;
import dev.neuron.ProcessTest;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelSummary;
import dev.neuron.model.ModelsProperties;
import dev.neuron.model.ModelsProperties.Store;
import dev.neuron.model.ModelsProperties.WhenFull;
import dev.neuron.model.Owner;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of a database are made without its contents, also where an older service wrote. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
@ProcessTest
class SummariesTest {

  private static final byte[] NO_CONTENT = {0};

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
    store =
        new JdbcModelStore(
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

  private ModelSnapshot put(String name) {
    return store.put(
        new Content(
            Owner.ANONYMOUS, name, new NeuronParameters(new double[] {1, 2}, 3), null, null));
  }

  private List<ModelSummary> list() {
    return store.list(Owner.ANONYMOUS, 10, null).models();
  }

  private void loseContents() {
    database.sql().sql("update model set content = :none").param("none", NO_CONTENT).update();
  }

  @Test
  void list_contentsThatCannotBeRead_isAsBefore() {
    ModelSnapshot first = put("n");
    ModelSnapshot second = put("n");
    loseContents();

    assertThat(list()).containsExactly(ModelSummary.of(second), ModelSummary.of(first));
    assertThat(store.versions(Owner.ANONYMOUS, "n", 10))
        .containsExactly(ModelSummary.of(second), ModelSummary.of(first));
    assertThat(store.versions(Owner.ANONYMOUS, first.id(), 10))
        .containsExactly(ModelSummary.of(first));
  }

  @Test
  void list_ofModelsThatAnOlderServicePut_readsTheirContentsOnce() {
    ModelSnapshot first = put("a");
    ModelSnapshot second = put("b");
    database.sql().sql("delete from model_summary").update();

    assertThat(list()).containsExactly(ModelSummary.of(second), ModelSummary.of(first));
    loseContents();
    assertThat(list()).containsExactly(ModelSummary.of(second), ModelSummary.of(first));
  }

  @Test
  void delete_takesTheSummaryToo() {
    ModelSnapshot model = put("n");

    store.delete(Owner.ANONYMOUS, model.id());

    assertThat(database.sql().sql("select count(*) from model_summary").query(Long.class).single())
        .isZero();
  }
}
