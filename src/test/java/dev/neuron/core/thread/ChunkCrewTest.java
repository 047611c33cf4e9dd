package dev.neuron.core.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ChunkCrewTest {

  @Test
  void run_manyRoundsOfChangingSize_doesEachChunkOnce() {
    AtomicIntegerArray done = new AtomicIntegerArray(20);
    try (ChunkCrew crew =
        new ChunkCrew(ChunkCrew.MAX_SIZE, (worker, chunk) -> done.incrementAndGet(chunk))) {
      int[] expected = new int[20];
      for (int round = 0; round < 20_000; round++) {
        int chunks = 1 + round % 20;
        crew.run(chunks);
        for (int chunk = 0; chunk < chunks; chunk++) {
          expected[chunk]++;
          assertThat(done.get(chunk)).isEqualTo(expected[chunk]);
        }
      }
    }
  }

  @Test
  void run_workers_areBelowTheMostAndNeverTwoAtATime() {
    Set<Integer> busy = ConcurrentHashMap.newKeySet();
    Set<String> faults = ConcurrentHashMap.newKeySet();
    ChunkCrew.Task task =
        (worker, chunk) -> {
          if (worker < 0 || worker >= ChunkCrew.MAX_SIZE || !busy.add(worker)) {
            faults.add("worker " + worker);
          }
          busy.remove(worker);
        };
    try (ChunkCrew crew = new ChunkCrew(ChunkCrew.MAX_SIZE, task)) {
      for (int round = 0; round < 5000; round++) {
        crew.run(8);
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void run_crewOfOne_worksOnTheCallersThreadAlone() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (ChunkCrew crew =
        new ChunkCrew(1, (worker, chunk) -> threads.add(Thread.currentThread()))) {
      for (int round = 0; round < 100; round++) {
        crew.run(7);
      }
    }
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  /** Such as that of a kernel whose training ran out of memory before its first epoch. */
  @Test
  void run_othersWereNeverRunNorClosed_isHelpedAllTheSame() {
    for (int i = 0; i < 3 * ChunkCrew.MAX_SIZE; i++) {
      assertThat(new ChunkCrew(ChunkCrew.MAX_SIZE, (worker, chunk) -> {})).isNotNull();
    }
    CountDownLatch both = new CountDownLatch(Math.min(2, ChunkCrew.MAX_SIZE));
    ChunkCrew.Task task =
        (worker, chunk) -> {
          both.countDown();
          await(both);
        };
    try (ChunkCrew crew = new ChunkCrew(ChunkCrew.MAX_SIZE, task)) {
      crew.run(2);
      assertThat(both.getCount()).isZero();
    }
  }

  /** A helper that has gone to sleep between rounds is woken. */
  @Test
  void run_afterAPause_isHelpedAgain() throws InterruptedException {
    Set<Integer> workers = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(Math.min(2, ChunkCrew.MAX_SIZE));
    ChunkCrew.Task task =
        (worker, chunk) -> {
          if (workers.add(worker)) {
            both.countDown();
          }
          await(both);
        };
    try (ChunkCrew crew = new ChunkCrew(ChunkCrew.MAX_SIZE, task)) {
      Thread.sleep(50);
      crew.run(4);
      assertThat(both.getCount()).isZero();
    }
  }

  @Test
  void run_taskFails_isToldToTheCaller() {
    ChunkCrew.Task task =
        (worker, chunk) -> {
          if (chunk == 3) {
            throw new IllegalArgumentException("the fault");
          }
        };
    try (ChunkCrew crew = new ChunkCrew(ChunkCrew.MAX_SIZE, task)) {
      assertThatThrownBy(() -> crew.run(6)).hasRootCauseMessage("the fault");
    }
  }

  @Test
  void run_moreCrewsThanHelpers_allFinish() throws InterruptedException {
    List<Thread> trainings = new ArrayList<>();
    AtomicIntegerArray done = new AtomicIntegerArray(10);
    for (int i = 0; i < 10; i++) {
      int training = i;
      trainings.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (ChunkCrew crew =
                        new ChunkCrew(
                            ChunkCrew.MAX_SIZE,
                            (worker, chunk) -> done.incrementAndGet(training))) {
                      for (int round = 0; round < 200; round++) {
                        crew.run(5);
                      }
                    }
                  }));
    }
    for (Thread training : trainings) {
      training.join();
    }
    for (int i = 0; i < 10; i++) {
      assertThat(done.get(i)).isEqualTo(1000);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
