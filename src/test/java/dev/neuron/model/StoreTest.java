package dev.neuron.model;

import static dev.neuron.model.Stores.STUCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.neuron.ProcessTest;
import dev.neuron.model.ModelsProperties.WhenFull;
import dev.neuron.model.StoreKind.Opened;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/** Runs a test with every kind of store. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ProcessTest
abstract class StoreTest {

  @TempDir Path folder;
  @Parameter StoreKind kind = StoreKind.MEMORY;
  private final Deque<AutoCloseable> ends = new ArrayDeque<>();

  /** An empty store, which is closed after the test. */
  final ModelStore open(ModelsProperties properties, Clock clock) {
    Opened opened = kind.open(folder, properties, clock);
    ends.push(opened.end());
    return opened.store();
  }

  final ModelStore ofModels(int maxModels) {
    return open(Stores.properties(maxModels, WhenFull.EVICT, 1000), STUCK);
  }

  final ModelStore ofBytes(long maxBytes, WhenFull whenFull) {
    return open(Stores.properties(1000, DataSize.ofBytes(maxBytes), whenFull, 1000), STUCK);
  }

  /** Fewer of what takes a store on a disk much longer. */
  final int fewerOnDisk(int inMemory, int onDisk) {
    return kind == StoreKind.MEMORY ? inMemory : onDisk;
  }

  static void assertStatus(HttpStatus status, Runnable action) {
    assertThatExceptionOfType(ModelStoreException.class)
        .isThrownBy(action::run)
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(status));
  }

  /** The same snapshot, field by field: it may have been somewhere else meanwhile. */
  static void assertSame(ModelSnapshot actual, ModelSnapshot expected) {
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  @AfterEach
  void closeStores() throws Exception {
    while (!ends.isEmpty()) {
      ends.pop().close();
    }
  }
}
