package dev.neuron.model;

import static dev.neuron.model.Owner.NOBODY;
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
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Many threads at one store. */
class ModelStoreConcurrencyTest {

  private static final int THREADS = 16;
  private static final int ACTIONS = 2000;
  private static final int MAX_MODELS = 50;
  private static final DataSize MAX_SIZE = DataSize.ofKilobytes(150);

  private final InMemoryModelStore store =
      new InMemoryModelStore(
          Stores.properties(MAX_MODELS, MAX_SIZE, WhenFull.EVICT, 100), Clock.systemUTC());
  private final ConcurrentLinkedQueue<Instant> created = new ConcurrentLinkedQueue<>();

  @Test
  void manyThreads_anyActions_keepTheStoreWholeAndBounded() throws Exception {
    List<Callable<Integer>> workers = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      workers.add(() -> work(random));
    }
    int most = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Integer> worker : threads.invokeAll(workers)) {
        most = Math.max(most, worker.get());
      }
    }

    assertThat(most).isBetween(1, MAX_MODELS);
    assertThat(created).doesNotHaveDuplicates();
    List<String> left = Stores.listed(store, 7);
    assertThat(left).hasSize(store.count(NOBODY)).doesNotHaveDuplicates();
    left.forEach(id -> assertThat(store.get(NOBODY, id).id()).isEqualTo(id));
    left.forEach(id -> store.delete(NOBODY, id));
    assertThat(store.count(NOBODY)).isZero();
    assertThat(store.list(NOBODY, 1, null).models()).isEmpty();
  }

  /** Returns the most models that were ever seen. */
  private int work(Random random) {
    int most = 0;
    for (int i = 0; i < ACTIONS; i++) {
      String name = "name-" + random.nextInt(20);
      try {
        switch (random.nextInt(4)) {
          case 0 -> assertThat(store.get(NOBODY, name).content().name()).isEqualTo(name);
          case 1 -> store.delete(NOBODY, store.get(NOBODY, name).id());
          default -> created.add(store.put(content(name, 1 + random.nextInt(500))).createdAt());
        }
      } catch (ModelStoreException e) {
        // absent, or evicted by another thread between two calls
        assertThat(e.getStatusCode().value()).isIn(404, 410);
      }
      most = Math.max(most, store.count(NOBODY));
      assertThat(bytes(store.list(NOBODY, MAX_MODELS + 1, null).models()))
          .isLessThanOrEqualTo(MAX_SIZE.toBytes());
    }
    return most;
  }

  private static long bytes(List<ModelSnapshot> models) {
    return models.stream().mapToLong(model -> model.content().estimatedBytes()).sum();
  }
}
