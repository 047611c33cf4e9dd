package dev.neuron.model;

import static dev.neuron.model.Stores.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.model.ModelsProperties.WhenFull;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Many threads of several owners at one store. */
class ModelStoreConcurrencyTest extends StoreTest {

  private static final List<Owner> OWNERS =
      List.of(Owner.ANONYMOUS, new Owner("anna"), new Owner("ben"));
  private static final int THREADS = 16;
  private static final int MAX_MODELS = 50;
  private static final DataSize MAX_SIZE = DataSize.ofKilobytes(150);

  private ModelStore store;
  private final ConcurrentLinkedQueue<Instant> created = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void open() {
    store = open(Stores.properties(MAX_MODELS, MAX_SIZE, WhenFull.EVICT, 100), Clock.systemUTC());
  }

  @Test
  void manyThreads_anyActions_keepTheStoreWholeAndBounded() throws Exception {
    List<Callable<Integer>> workers = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      Owner owner = OWNERS.get(thread % OWNERS.size());
      workers.add(() -> work(owner, random));
    }
    int most = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Integer> worker : threads.invokeAll(workers)) {
        most = Math.max(most, worker.get());
      }
    }

    assertThat(most).isBetween(1, MAX_MODELS);
    assertThat(created).doesNotHaveDuplicates();
    int count = 0;
    long bytes = 0;
    for (Owner owner : OWNERS) {
      List<String> left = Stores.listed(store, owner, 7);
      assertThat(left).hasSize(store.count(owner)).doesNotHaveDuplicates();
      count += left.size();
      for (String id : left) {
        bytes += store.get(owner, id).content().estimatedBytes();
      }
    }
    assertThat(count).isBetween(OWNERS.size(), MAX_MODELS);
    assertThat(bytes).isLessThanOrEqualTo(MAX_SIZE.toBytes());
    assertEverythingCanBeDeleted();
  }

  private void assertEverythingCanBeDeleted() {
    for (Owner owner : OWNERS) {
      Stores.listed(store, owner, 7).forEach(id -> store.delete(owner, id));
      assertThat(store.count(owner)).isZero();
      assertThat(store.list(owner, 1, null).models()).isEmpty();
    }
    for (int i = 0; i < MAX_MODELS; i++) {
      store.put(content(OWNERS.getFirst(), null, 1));
    }
    assertThat(store.count(OWNERS.getFirst())).isEqualTo(MAX_MODELS);
  }

  /** Returns the most models that the owner ever had. */
  private int work(Owner owner, Random random) {
    int most = 0;
    for (int i = 0; i < fewerOnDisk(2000, 100); i++) {
      String name = "name-" + random.nextInt(20);
      try {
        switch (random.nextInt(4)) {
          case 0 -> assertThat(store.get(owner, name).content().name()).isEqualTo(name);
          case 1 -> store.delete(owner, store.get(owner, name).id());
          default ->
              created.add(store.put(content(owner, name, 1 + random.nextInt(500))).createdAt());
        }
      } catch (ModelStoreException e) {
        // absent, or evicted by another thread between two calls
        assertThat(e.getStatusCode().value()).isIn(404, 410);
      }
      most = Math.max(most, store.count(owner));
      assertThat(bytes(store.list(owner, MAX_MODELS + 1, null).models()))
          .isLessThanOrEqualTo(MAX_SIZE.toBytes());
    }
    return most;
  }

  private static long bytes(List<ModelSummary> models) {
    return models.stream()
        .mapToLong(model -> content(null, model.features()).estimatedBytes())
        .sum();
  }
}
