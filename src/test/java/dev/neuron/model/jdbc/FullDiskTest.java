package dev.neuron.model.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.ProcessTest;
import dev.neuron.SmallDisk;
import dev.neuron.Waiting;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.model.ModelSnapshot;
import dev.neuron.model.ModelSnapshot.Content;
import dev.neuron.model.ModelStore;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.ModelStoreException.Kind;
import dev.neuron.model.ModelsProperties;
import dev.neuron.model.ModelsProperties.Store;
import dev.neuron.model.ModelsProperties.WhenFull;
import dev.neuron.model.Owner;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of H2 on a disk that is full: nothing that was acknowledged is lost. */
@ProcessTest
class FullDiskTest {

  private static final int MEBIBYTES = 80;
  private static final int FEATURES = 1000;

  @TempDir Path folder;
  private SmallDisk disk;
  private Database database;
  private final List<ModelSnapshot> acknowledged = new ArrayList<>();

  @BeforeEach
  void open() {
    disk = SmallDisk.mounted(folder, MEBIBYTES);
    database = new Database(JdbcStores.at("jdbc:h2:file:" + folder.resolve("models")));
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
    if (disk != null) {
      disk.close();
    }
  }

  private ModelStore store(DiskRoom room) {
    return new JdbcModelStore(
        database,
        new ModelsProperties(Store.JDBC, 1000, null, WhenFull.EVICT, 100),
        0,
        Clock.systemUTC(),
        room);
  }

  private void put(ModelStore store) {
    acknowledged.add(
        store.put(
            new Content(
                Owner.ANONYMOUS, null, new NeuronParameters(new double[FEATURES], 3), null, null)));
  }

  private void assertRefused(ModelStore store) {
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(() -> put(store))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
  }

  private void assertAllThere(ModelStore store) {
    for (ModelSnapshot model : acknowledged) {
      assertThat(store.get(Owner.ANONYMOUS, model.id()))
          .usingRecursiveComparison()
          .isEqualTo(model);
    }
    assertThat(store.list(Owner.ANONYMOUS, 1000, null).models()).hasSize(acknowledged.size());
  }

  @Test
  void littleRoom_putsAreRefusedAndReadsGoOn_untilThereIsRoom() {
    ModelStore store = store(DiskRoom.of(folder));
    put(store);
    put(store);
    disk.fillUpTo(8 << 20);

    assertRefused(store);
    assertThatExceptionOfType(ModelStoreException.class).isThrownBy(store::requireRoom);
    assertAllThere(store);
    store.delete(Owner.ANONYMOUS, acknowledged.removeFirst().id());
    disk.fillUpTo(0);
    assertRefused(store);
    assertAllThere(store);

    disk.empty();

    store.requireRoom();
    put(store);
    assertAllThere(store);
  }

  /** Another process fills the disk between the look at it and the write. */
  @Test
  void fullDisk_thatIsMet_closesNothingForGood() {
    ModelStore store = store(DiskRoom.of(null));
    for (int i = 0; i < 20; i++) {
      put(store);
    }
    disk.fillUpTo(0);

    for (int i = 0; i < 5; i++) {
      assertRefused(store);
      untilItReads(store);
      assertAllThere(store);
    }
    disk.empty();

    untilItReads(store);
    Waiting.until("it stores", () -> isDone(() -> put(store)));
    assertAllThere(store);
    database.close();
    database = new Database(JdbcStores.at("jdbc:h2:file:" + folder.resolve("models")));
    assertAllThere(store(DiskRoom.of(null)));
  }

  /** Some requests may find the database closed, until one opens it. */
  private void untilItReads(ModelStore store) {
    Waiting.until(
        "it reads", () -> isDone(() -> store.get(Owner.ANONYMOUS, acknowledged.getFirst().id())));
  }

  private static boolean isDone(Runnable action) {
    try {
      action.run();
      return true;
    } catch (ModelStoreException e) {
      assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
      return false;
    }
  }
}
