package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three replicas of which one is lost and then another, while clients train and predict. */
@ReplicasTest
class NothingLostTest {

  private static final int REPLICAS = 3;
  private static final int TRAINERS = 2;
  private static final int PREDICTORS = 2;
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  @TempDir Path folder;

  private final Map<String, Double> acknowledged = new ConcurrentHashMap<>();
  private final List<String> ids = Collections.synchronizedList(new ArrayList<>());
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger predictions = new AtomicInteger();
  private final AtomicInteger retried = new AtomicInteger();
  private final AtomicLong slowestNanos = new AtomicLong();
  private volatile boolean over;

  /**
   * Asks a replica and, if it does not answer or is not able to, the next one, as a proxy would.
   */
  private @Nullable Answer ask(
      Replicas replicas, int tries, Function<ServiceClient, Answer> request) {
    int first = ThreadLocalRandom.current().nextInt(REPLICAS);
    Answer answer = null;
    for (int i = 0; i < tries && answer == null; i++) {
      ServiceProcess replica = replicas.get((first + i) % REPLICAS);
      if (!replica.isAlive()) {
        tries++; // a proxy that looks at the health of replicas would not have asked
        continue;
      }
      try {
        answer = request.apply(replica.client());
        answer = answer.status() == 503 ? null : answer;
      } catch (RuntimeException _) {
        answer = null;
      }
      if (answer == null && i + 1 < tries) {
        retried.incrementAndGet();
      }
    }
    return answer;
  }

  private void train(Replicas replicas) {
    for (int i = 1; !over; i++) {
      String training = Examples.slides("{\"epochs\": %d}".formatted(i));
      Answer answer = ask(replicas, REPLICAS, service -> service.train(training));
      if (answer != null && answer.status() == 201) {
        String id = answer.json().get("modelId").stringValue();
        acknowledged.put(id, answer.json().get("b").doubleValue());
        ids.add(id);
      } else if (answer != null) {
        faults.add("training: " + answer.text());
      }
      pause(); // so that no more models are made than there is room for
    }
  }

  private void predict(Replicas replicas) {
    while (!over) {
      if (ids.isEmpty()) {
        pause();
        continue;
      }
      String id = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
      String asked = "{\"modelId\": \"%s\", \"x\": [0, 0, 0]}".formatted(id);
      long begun = System.nanoTime();
      Answer answer = ask(replicas, 2, service -> service.predict(asked));
      slowestNanos.accumulateAndGet(System.nanoTime() - begun, Math::max);
      predictions.incrementAndGet();
      if (answer == null || answer.status() != 200) {
        faults.add("prediction by %s: %s".formatted(id, answer == null ? "none" : answer.text()));
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void forAWhile() throws InterruptedException {
    Thread.sleep(A_WHILE);
  }

  private void assertAllAnswer(ServiceClient service) {
    acknowledged.forEach(
        (id, bias) ->
            assertThat(service.get("/models/" + id).expect(200).json().get("b").doubleValue())
                .isEqualTo(bias));
  }

  private void signal(String name, ServiceProcess process)
      throws IOException, InterruptedException {
    Program.run(folder, "kill", "-" + name, String.valueOf(process.pid()));
  }

  @Test
  void killedOneAfterAnother_thenFrozen_thenStopped_everyAcknowledgedModelAnswers()
      throws Exception {
    try (Replicas replicas = Replicas.start(REPLICAS, folder)) {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < TRAINERS; i++) {
        clients.add(Thread.ofPlatform().start(() -> train(replicas)));
      }
      for (int i = 0; i < PREDICTORS; i++) {
        clients.add(Thread.ofPlatform().start(() -> predict(replicas)));
      }
      forAWhile();

      replicas.kill(0);
      forAWhile();
      replicas.awaitMembers(2);
      replicas.kill(1);
      forAWhile();
      replicas.awaitMembers(1);
      assertAllAnswer(replicas.client(2)); // the last one has them all
      say("killed two");

      replicas.restart(0);
      replicas.restart(1);
      replicas.awaitMembers(REPLICAS);
      forAWhile();

      slowestNanos.set(0);
      signal("STOP", replicas.get(0));
      forAWhile();
      signal("CONT", replicas.get(0));
      replicas.awaitMembers(REPLICAS);
      forAWhile();
      say("frozen");

      replicas.get(1).terminate();
      assertThat(replicas.get(1).exitCode(60)).isEqualTo(143);
      forAWhile();
      over = true;
      for (Thread client : clients) {
        client.join();
      }
      say("stopped one");

      assertThat(faults).isEmpty();
      assertThat(acknowledged).hasSizeGreaterThan(50);
      assertThat(predictions).hasValueGreaterThan(100);
      assertAllAnswer(replicas.client(0));
      assertAllAnswer(replicas.client(2));
    }
  }

  private void say(String when) {
    System.out.printf(
        "%s: %d models acknowledged, %d predictions, %d asked twice, slowest %d ms%n",
        when,
        acknowledged.size(),
        predictions.get(),
        retried.get(),
        Duration.ofNanos(slowestNanos.get()).toMillis());
  }
}
