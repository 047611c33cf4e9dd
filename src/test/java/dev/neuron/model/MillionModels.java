package dev.neuron.model;

import static dev.neuron.model.Owner.ANONYMOUS;

import dev.neuron.model.ModelsProperties.WhenFull;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.util.unit.DataSize;

/**
 * Puts a million models into a bounded store from several threads; for a JVM with little memory.
 * Prints what is then in the store and in use of the heap, before and after.
 */
public final class MillionModels {

  private static final int CAPACITY = 10_000;
  private static final int FIRST = 50_000;
  private static final int MILLION = 1_000_000;
  private static final int THREADS = 4;

  private MillionModels() {}

  /** Fails if the memory does not suffice. */
  public static void main(String[] args) throws Exception {
    InMemoryModelStore store =
        new InMemoryModelStore(
            Stores.properties(CAPACITY, DataSize.ofMegabytes(64), WhenFull.EVICT, CAPACITY),
            Clock.systemUTC());
    putAtOnce(store, FIRST);
    long before = usedHeap();
    putAtOnce(store, MILLION - FIRST - CAPACITY - 1);
    String evicted = put(store, "evicted");
    String newest = evicted;
    for (int i = 0; i < CAPACITY; i++) {
      newest = put(store, "last-" + i);
    }
    System.out.printf(
        "count %d%nevicted %s%nnewest %b%nbefore %d%nafter %d%n",
        store.count(ANONYMOUS),
        answer(store, evicted),
        store.get(ANONYMOUS, newest).id().equals(newest)
            && store.get(ANONYMOUS, "last-9999").id().equals(newest),
        before,
        usedHeap());
  }

  private static void putAtOnce(InMemoryModelStore store, int models) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> parts = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        String prefix = "model-" + models + "-" + thread + "-";
        int share = models / THREADS + (thread < models % THREADS ? 1 : 0);
        parts.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < share; i++) {
                    put(store, prefix + i);
                  }
                }));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    }
  }

  private static String put(InMemoryModelStore store, String name) {
    return store.put(Stores.content(name, 3)).id();
  }

  private static String answer(InMemoryModelStore store, String id) {
    try {
      return store.get(ANONYMOUS, id).id();
    } catch (ModelStoreException e) {
      return String.valueOf(e.getStatusCode().value());
    }
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
